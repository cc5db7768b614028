package io.kuma.resource.validate;

import java.util.regex.Pattern;

/** What counts as the path of a file. Nothing here looks at the file system. */
public final class FilePaths {
  private static final Pattern UNIX = Pattern.compile("(/[^/\\x00]*)++");
  private static final Pattern WINDOWS =
      Pattern.compile("[a-zA-Z]:\\\\([^\\\\/:*?\"<>|\\r\\n]+\\\\)*+[^\\\\/:*?\"<>|\\r\\n]*");
  private static final int MAX_WINDOWS = 32767;

  private FilePaths() {}

  /** An absolute path; that of Windows, too, because upstream takes it. */
  public static boolean isAbsolute(String text) {
    return UNIX.matcher(text).matches()
        || (WINDOWS.matcher(text).matches() && text.length() - "C:\\".length() <= MAX_WINDOWS);
  }
}
