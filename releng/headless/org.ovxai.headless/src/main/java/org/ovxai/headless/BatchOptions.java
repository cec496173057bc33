package org.ovxai.headless;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ovxai.headless.Config.Entry;

/**
 * A parsed command line.
 *
 * @param input the workflow: a folder, or a zip file
 * @param destDir where to save the workflow as a folder
 * @param destFile where to save it as a zip file; goes before {@code destDir}
 * @param save whether to save at all
 * @param execute whether to execute after loading
 * @param failOnLoadError whether any error while loading ends the run
 * @param variables workflow variables to set or add
 * @param nodeOptions settings to write into nodes
 * @param remarks warnings about accepted options that do nothing here
 */
record BatchOptions(
    Path input,
    Optional<Path> destDir,
    Optional<Path> destFile,
    boolean save,
    boolean execute,
    boolean failOnLoadError,
    List<FlowVariable> variables,
    List<NodeOption> nodeOptions,
    List<String> remarks) {

  /**
   * One setting to write.
   *
   * @param nodeIds the node, as a path through metanodes
   * @param path the setting's key below {@code model}, after the keys of its groups
   */
  record NodeOption(List<Integer> nodeIds, List<String> path, ConfigItem value) {
    String key() {
      return path.get(path.size() - 1);
    }
  }

  static final String USAGE =
      """
Usage: the workflow is given by -workflowDir or -workflowFile.
 -workflowDir=DIR      folder of the workflow
 -workflowFile=ZIP     zipped workflow
 -destDir=DIR          save the workflow into this folder
 -destFile=ZIP         save the workflow into this zip file
 -nosave               do not save the workflow anywhere
 -reset                execute all nodes afresh (always so here)
 -noexecute            load and configure only
 -failonloaderror      stop if there is any error while loading
 -workflow.variable=NAME,VALUE,TYPE
                       set or add a workflow variable; TYPE is String, int or double;
                       VALUE may be quoted by " or ' with \\ as escape
 -option=NODE,KEY,VALUE,TYPE
                       write VALUE into the setting KEY (group/key) of node NODE; TYPE is int,
                       long, short, byte, boolean, char, float, double, String, StringCell,
                       DoubleCell, IntCell or LongCell
 -updateLinks -preferences=FILE -credential=NAME[;LOGIN[;PASSWORD]] -masterkey[=KEY]
                       accepted, without effect

Exit codes: 0 all nodes executed, 2 wrong or missing option, 3 the workflow cannot be loaded,
4 a node failed or is not configured, the run was cancelled or saving failed.""";

  private static final Set<String> IGNORED =
      Set.of(
          "-noversioncheck",
          "-perspective",
          "-showlocation",
          "-allowdeadlock",
          "-checkforupdates",
          "-profilelist",
          "-profilelocation");

  private static final String CELL_PACKAGE = "org.knime.core.data.def.";

  /**
   * Parses a command line.
   *
   * @throws IllegalOptionException if an option is unknown or malformed, or a file is missing
   * @throws NumberFormatException if a node id or a value of {@code -option} is no number
   */
  static BatchOptions parse(String... args) throws IllegalOptionException {
    Parser parser = new Parser();
    for (String arg : args) {
      try {
        parser.accept(arg);
      } catch (InvalidPathException e) {
        throw new IllegalOptionException("Couldn't parse " + arg + ": " + e.getMessage());
      }
    }
    return parser.finish();
  }

  private static final class Parser {
    private Optional<Path> input = Optional.empty();
    private Optional<Path> destDir = Optional.empty();
    private Optional<Path> destFile = Optional.empty();
    private boolean save = true;
    private boolean execute = true;
    private boolean failOnLoadError;
    private final List<FlowVariable> variables = new ArrayList<>();
    private final List<NodeOption> nodeOptions = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    void accept(String arg) throws IllegalOptionException {
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      Optional<String> value =
          equals < 0 ? Optional.empty() : Optional.of(arg.substring(equals + 1));
      switch (name) {
        case "-nosave" -> save = false;
        case "-noexecute" -> execute = false;
        case "-failonloaderror" -> failOnLoadError = true;
        case "-reset", "-updateLinks" -> {}
        case "-workflowDir" -> {
          Path dir = path(arg, value);
          check(Files.isDirectory(dir), "Workflow directory '" + dir + "' is not a directory.");
          input = Optional.of(dir);
        }
        case "-workflowFile" -> {
          Path file = path(arg, value);
          check(Files.isRegularFile(file), "Workflow file '" + file + "' is not a file.");
          input = Optional.of(file);
        }
        case "-destDir" -> destDir = Optional.of(path(arg, value));
        case "-destFile" -> destFile = Optional.of(path(arg, value));
        case "-workflow.variable" -> variables.add(variable(arg, require(arg, value)));
        case "-option" -> nodeOptions.add(nodeOption(arg, require(arg, value)));
        case "-preferences" -> {
          Path file = path(arg, value);
          check(Files.isReadable(file), "Preference file '" + file + "' does not exist");
          check(Files.isRegularFile(file), "Preference file '" + file + "' is not a file");
          remarks.add("-preferences has no effect: this host has no preferences.");
        }
        case "-credential" -> {
          String credential = require(arg, value);
          check(
              !credential.split(";", 2)[0].isBlank(), "Credential name must not be empty: " + arg);
          remarks.add("-credential has no effect: this host has no credentials.");
        }
        case "-masterkey" -> {
          check(!value.equals(Optional.of("")), "Master key must not be empty.");
          remarks.add("-masterkey has no effect: this host reads no stored passwords.");
        }
        default ->
            check(IGNORED.contains(name.toLowerCase(Locale.ROOT)), "Unknown option '" + name + "'");
      }
    }

    BatchOptions finish() throws IllegalOptionException {
      return new BatchOptions(
          input.orElseThrow(
              () -> new IllegalOptionException("No workflow file or directory given.")),
          destDir,
          destFile,
          save,
          execute,
          failOnLoadError,
          List.copyOf(variables),
          List.copyOf(nodeOptions),
          List.copyOf(remarks));
    }
  }

  private static void check(boolean condition, String message) throws IllegalOptionException {
    if (!condition) {
      throw new IllegalOptionException(message);
    }
  }

  private static String require(String arg, Optional<String> value) throws IllegalOptionException {
    return value
        .filter(v -> !v.isEmpty())
        .orElseThrow(() -> new IllegalOptionException("Couldn't parse argument: " + arg));
  }

  private static Path path(String arg, Optional<String> value) throws IllegalOptionException {
    return new File(require(arg, value)).toPath().toAbsolutePath().normalize();
  }

  private static FlowVariable variable(String arg, String value) throws IllegalOptionException {
    String start = "Couldn't parse -workflow.variable argument: " + arg + ": ";
    List<String> parts;
    try {
      parts = splitQuoted(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalOptionException(start + e.getMessage());
    }
    check(
        parts.size() == 3,
        start + "name,value,type is needed, these are " + parts.size() + " parts: " + parts);
    String name = parts.get(0);
    String text = parts.get(1);
    check(!name.isEmpty(), start + "the name is empty.");
    try {
      return switch (parts.get(2)) {
        case "String" -> FlowVariable.of(name, FlowVariable.Type.STRING, text);
        case "int" ->
            FlowVariable.of(
                name, FlowVariable.Type.INTEGER, String.valueOf(Integer.parseInt(text)));
        case "double" ->
            FlowVariable.of(
                name, FlowVariable.Type.DOUBLE, String.valueOf(Double.parseDouble(text)));
        default ->
            throw new IllegalOptionException(
                start + "the type is " + parts.get(2) + "; it must be String, int or double.");
      };
    } catch (NumberFormatException e) {
      throw new IllegalOptionException(
          start + "the value \"" + text + "\" is no " + parts.get(2) + ".");
    }
  }

  /** Splits at commas outside quotes; within quotes a backslash takes the next character. */
  private static List<String> splitQuoted(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && c == ',') {
        parts.add(part.toString());
        part.setLength(0);
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote != 0 && c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        part.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
      } else {
        part.append(c);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("the closing " + quote + " is missing");
    }
    parts.add(part.toString());
    return parts;
  }

  private static NodeOption nodeOption(String arg, String text) throws IllegalOptionException {
    int first = text.indexOf(',');
    int second = text.indexOf(',', first + 1);
    int last = text.lastIndexOf(',');
    check(
        first >= 0 && second > first && last > second,
        "Couldn't parse -option argument: " + arg + ": nodeID,name,value,type is needed.");
    List<Integer> ids =
        Stream.of(text.substring(0, first).split("/")).map(Integer::valueOf).toList();
    List<String> path = List.of(text.substring(first + 1, second).split("/"));
    check(
        !path.isEmpty() && !path.contains(""),
        "Couldn't parse -option argument: " + arg + ": a part of the name is empty.");
    String type = text.substring(last + 1);
    return new NodeOption(ids, path, setting(arg, text.substring(second + 1, last), type));
  }

  /** KNIME writes a {@code float} as a double; the values of cells are nested two configs deep. */
  private static ConfigItem setting(String arg, String value, String type)
      throws IllegalOptionException {
    return switch (type) {
      case "int" -> Entry.of("xint", String.valueOf(Integer.parseInt(value)));
      case "long" -> Entry.of("xlong", String.valueOf(Long.parseLong(value)));
      case "short" -> Entry.of("xshort", String.valueOf(Short.parseShort(value)));
      case "byte" -> Entry.of("xbyte", String.valueOf(Byte.parseByte(value)));
      case "boolean" -> Entry.of("xboolean", String.valueOf(Boolean.parseBoolean(value)));
      case "float", "double" -> Entry.of("xdouble", String.valueOf(Double.parseDouble(value)));
      case "String" -> Entry.string(value);
      case "char" -> {
        check(!value.isEmpty(), "Couldn't parse -option argument: " + arg + ": no character.");
        yield Entry.of("xchar", value.substring(0, 1));
      }
      case "StringCell" -> cell(type, Entry.string(value));
      case "DoubleCell" ->
          cell(type, Entry.of("xdouble", String.valueOf(Double.parseDouble(value))));
      case "IntCell" -> cell(type, Entry.of("xint", String.valueOf(Integer.parseInt(value))));
      case "LongCell" -> cell(type, Entry.of("xlong", String.valueOf(Long.parseLong(value))));
      default -> throw new IllegalOptionException("Unknown option type in " + arg + ": " + type);
    };
  }

  private static Config cell(String type, Entry value) {
    return new Config()
        .put("datacell", Entry.string(CELL_PACKAGE + type))
        .put(CELL_PACKAGE + type, new Config().put(type, value));
  }
}
