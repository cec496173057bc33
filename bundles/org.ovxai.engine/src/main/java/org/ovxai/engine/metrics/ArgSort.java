package org.ovxai.engine.metrics;

import java.util.Arrays;

/**
 * Orders bytes as NumPy's default {@code argsort} does, equal ones too: quicksort with the median
 * of three as pivot, the smaller part first, insertion sort for 16 elements or less.
 */
final class ArgSort {
  private static final int SMALL = 15;

  /** Key and index of each element: {@code key << 32 | index}. */
  private final long[] elements;

  private ArgSort(long[] elements) {
    this.elements = elements;
  }

  /** The indices of the values, the smallest value first; values are 0..255. */
  static int[] unsigned(byte[] values) {
    long[] elements = new long[values.length];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (values[i] & 0xffL) << Integer.SIZE | i;
    }
    new ArgSort(elements).sort(0, elements.length - 1);
    return Arrays.stream(elements).mapToInt(e -> (int) e).toArray();
  }

  private void sort(int first, int last) {
    int left = first;
    int right = last;
    while (right - left > SMALL) {
      int middle = partition(left, right);
      if (middle - left < right - middle) {
        sort(left, middle - 1);
        left = middle + 1;
      } else {
        sort(middle + 1, right);
        right = middle - 1;
      }
    }
    insertionSort(left, right);
  }

  /** Moves the pivot to its place, which is returned, smaller keys before it, larger behind it. */
  private int partition(int left, int right) {
    int middle = left + (right - left >> 1);
    swapIfLess(middle, left);
    swapIfLess(right, middle);
    swapIfLess(middle, left);
    int pivot = key(elements[middle]);
    int i = left;
    int j = right - 1;
    swap(middle, j);
    while (true) {
      do {
        i++;
      } while (key(elements[i]) < pivot);
      do {
        j--;
      } while (pivot < key(elements[j]));
      if (i >= j) {
        swap(i, right - 1);
        return i;
      }
      swap(i, j);
    }
  }

  private void insertionSort(int left, int right) {
    for (int i = left + 1; i <= right; i++) {
      long moved = elements[i];
      int j = i;
      while (j > left && key(moved) < key(elements[j - 1])) {
        elements[j] = elements[j - 1];
        j--;
      }
      elements[j] = moved;
    }
  }

  private static int key(long element) {
    return (int) (element >>> Integer.SIZE);
  }

  private void swapIfLess(int a, int b) {
    if (key(elements[a]) < key(elements[b])) {
      swap(a, b);
    }
  }

  private void swap(int a, int b) {
    long element = elements[a];
    elements[a] = elements[b];
    elements[b] = element;
  }
}
