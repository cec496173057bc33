package org.knime.core.node.message;

import java.util.List;
import java.util.Objects;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

/** What went wrong, in detail if known, and what to do about it. */
public final class Message {

  private final String summary;
  private final String issue;
  private final List<String> resolutions;

  Message(String summary, String issue, List<String> resolutions) {
    this.summary = summary;
    this.issue = issue;
    this.resolutions = List.copyOf(resolutions);
  }

  public static MessageBuilder builder() {
    return new MessageBuilder();
  }

  public MessageBuilder modify() {
    MessageBuilder builder =
        builder().withSummary(summary).addResolutions(resolutions.toArray(new String[0]));
    return issue == null ? builder : builder.addTextIssue(issue);
  }

  public static Message fromSummary(String summary) {
    return fromSummaryWithResolution(summary);
  }

  public static Message fromSummaryWithResolution(String summary, String... res) {
    return builder()
        .withSummary(summary)
        .addResolutions(res)
        .build()
        .orElseThrow(() -> new IllegalArgumentException("A message needs a summary"));
  }

  public String getSummary() {
    return summary;
  }

  public List<String> getResolutions() {
    return resolutions;
  }

  /** Summary and details for a log. */
  public String toLogPrintable() {
    return issue == null ? summary : summary + "\n" + issue;
  }

  public InvalidSettingsException toInvalidSettingsException() {
    return new InvalidSettingsException(summary);
  }

  public InvalidSettingsException toInvalidSettingsException(Throwable cause) {
    return new InvalidSettingsException(summary, cause);
  }

  public KNIMEException toKNIMEException() {
    return KNIMEException.of(this);
  }

  public KNIMEException toKNIMEException(Throwable cause) {
    return KNIMEException.of(this, cause);
  }

  @Override
  public boolean equals(Object obj) {
    return obj instanceof Message other
        && summary.equals(other.summary)
        && Objects.equals(issue, other.issue)
        && resolutions.equals(other.resolutions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(summary, issue, resolutions);
  }

  @Override
  public String toString() {
    return toLogPrintable() + " " + resolutions;
  }
}
