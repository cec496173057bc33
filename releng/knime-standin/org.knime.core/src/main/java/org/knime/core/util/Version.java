package org.knime.core.util;

import java.io.Serializable;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version: three numbers and an optional qualifier. */
public final class Version implements Comparable<Version>, Serializable {

  private static final long serialVersionUID = 1L;
  private static final Pattern FORM = Pattern.compile("(\\d+)(?:\\.(\\d+)(?:\\.(\\d+)(.*))?)?");

  private final int major;
  private final int minor;
  private final int revision;
  private final String qualifier;

  public Version(int major, int minor, int revision) {
    this(major, minor, revision, "");
  }

  public Version(int major, int minor, int revision, String qualifier) {
    this.major = major;
    this.minor = minor;
    this.revision = revision;
    this.qualifier = qualifier == null ? "" : qualifier;
  }

  /** From text such as "5.8.2.v202601"; IllegalArgumentException when it does not begin so. */
  public Version(String version) {
    Matcher parts = FORM.matcher(version);
    if (!parts.matches()) {
      throw new IllegalArgumentException("\"" + version + "\" is no version");
    }
    major = Integer.parseInt(parts.group(1));
    minor = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
    revision = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
    qualifier = parts.group(4) == null ? "" : parts.group(4);
  }

  public int getMajor() {
    return major;
  }

  public int getMinor() {
    return minor;
  }

  public int getRevision() {
    return revision;
  }

  public String getQualifier() {
    return qualifier;
  }

  @Override
  public int compareTo(Version o) {
    return Comparator.comparingInt(Version::getMajor)
        .thenComparingInt(Version::getMinor)
        .thenComparingInt(Version::getRevision)
        .thenComparing(Version::getQualifier)
        .compare(this, o);
  }

  public boolean isSameOrNewer(Version version) {
    return compareTo(version) >= 0;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Version other && compareTo(other) == 0;
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + revision + qualifier;
  }
}
