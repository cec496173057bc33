package org.knime.core.node.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the parts of a {@link Message}. */
public final class MessageBuilder {

  private final List<String> resolutions = new ArrayList<>();
  private String summary;
  private String firstIssue;
  private long issueCount;

  MessageBuilder() {}

  public MessageBuilder withSummary(String text) {
    summary = text;
    return this;
  }

  public Optional<String> getSummary() {
    return Optional.ofNullable(summary);
  }

  /** Counts the issue; the first one becomes the message's detail. */
  public MessageBuilder addTextIssue(String description) {
    if (firstIssue == null) {
      firstIssue = description;
    }
    issueCount++;
    return this;
  }

  public Optional<String> getFirstIssue() {
    return Optional.ofNullable(firstIssue);
  }

  public long getIssueCount() {
    return issueCount;
  }

  public MessageBuilder addResolutions(String... res) {
    resolutions.addAll(List.of(res));
    return this;
  }

  /** Empty when there is no summary. */
  public Optional<Message> build() {
    return getSummary().map(text -> new Message(text, firstIssue, resolutions));
  }
}
