package org.ovxai.engine.metrics;

/**
 * Orders bytes as NumPy's default {@code argsort} does, equal ones too: quicksort with the median
 * of three as pivot, the smaller part first, insertion sort for 16 elements or less.
 */
final class ArgSort {
  private static final int SMALL = 15;

  private final int[] keys;
  private final int[] order;

  private ArgSort(int[] keys) {
    this.keys = keys;
    order = new int[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }

  /** The indices of the values, the smallest value first; values are 0..255. */
  static int[] unsigned(byte[] values) {
    int[] keys = new int[values.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = values[i] & 0xff;
    }
    ArgSort sort = new ArgSort(keys);
    sort.sort(0, keys.length - 1);
    return sort.order;
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
    int pivot = key(middle);
    int i = left;
    int j = right - 1;
    swap(middle, j);
    while (true) {
      do {
        i++;
      } while (key(i) < pivot);
      do {
        j--;
      } while (pivot < key(j));
      if (i >= j) {
        swap(i, right - 1);
        return i;
      }
      swap(i, j);
    }
  }

  private void insertionSort(int left, int right) {
    for (int i = left + 1; i <= right; i++) {
      int moved = order[i];
      int j = i;
      while (j > left && keys[moved] < key(j - 1)) {
        order[j] = order[j - 1];
        j--;
      }
      order[j] = moved;
    }
  }

  private int key(int position) {
    return keys[order[position]];
  }

  private void swapIfLess(int a, int b) {
    if (key(a) < key(b)) {
      swap(a, b);
    }
  }

  private void swap(int a, int b) {
    int index = order[a];
    order[a] = order[b];
    order[b] = index;
  }
}
