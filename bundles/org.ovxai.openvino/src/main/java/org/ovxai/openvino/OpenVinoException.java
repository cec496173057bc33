package org.ovxai.openvino;

import java.util.regex.Pattern;

/**
 * OpenVINO refused or failed.
 *
 * <p>The message says what was asked and why it failed, without the places in OpenVINO's sources.
 * OpenVINO keeps one last error for the whole process: when two calls fail at the same moment in
 * two threads, both may carry the text of one.
 */
public final class OpenVinoException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern SOURCE_LINE =
      Pattern.compile("(?m)^\\s*Exception from [^\\n]*:\\d+:\\s*$");
  private static final Pattern SOURCE_PLACE =
      Pattern.compile(" (?:failed )?at [^\\s:]+\\.[ch](?:pp)?:\\d+(?=:|\\s|$)");
  private static final Pattern FAILED_CHECK =
      Pattern.compile("^Check '.*?' failed:\\s+(?=\\S)", Pattern.DOTALL);

  private final Status status;
  private final String nativeMessage;

  OpenVinoException(String asked, Status status, String nativeMessage) {
    super(message(asked, status, nativeMessage));
    this.status = status;
    this.nativeMessage = nativeMessage;
  }

  OpenVinoException(String message, Throwable cause) {
    super(message, cause);
    status = Status.NETWORK_NOT_READ;
    nativeMessage = "";
  }

  /** OpenVINO's status, {@link Status#NETWORK_NOT_READ} for unusable model files. */
  public Status status() {
    return status;
  }

  /** What OpenVINO said, unabridged; empty if it said nothing. */
  public String nativeMessage() {
    return nativeMessage;
  }

  private static String message(String asked, Status status, String nativeMessage) {
    String cause = SOURCE_LINE.matcher(nativeMessage).replaceAll("");
    cause = SOURCE_PLACE.matcher(cause).replaceAll(" failed");
    cause = FAILED_CHECK.matcher(cause.strip()).replaceFirst("");
    cause = cause.replaceAll("\\s*\\R\\s*", " ");
    // a rejected argument leaves the last error of another call in place
    boolean silent = cause.isEmpty() || status == Status.INVALID_C_PARAM;
    return asked + " failed: " + (silent ? "no reason given" : cause) + " [" + status + "]";
  }
}
