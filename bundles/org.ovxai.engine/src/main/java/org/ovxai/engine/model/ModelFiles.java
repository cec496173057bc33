package org.ovxai.engine.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.ovxai.engine.EngineException;
import org.ovxai.engine.ir.IrModel;

/** Writes networks so that nothing half-written is ever to be seen. */
public final class ModelFiles {
  private ModelFiles() {}

  /**
   * Writes {@code model.xml} and {@code model.bin} into a folder, which is made if missing.
   *
   * @return SHA-256 of both, in hexadecimal digits
   */
  public static String write(IrModel network, Path folder) {
    try {
      Files.createDirectories(folder);
      return writeTo(network, folder.resolve("model.xml"));
    } catch (IOException e) {
      throw new EngineException("The model cannot be written to " + folder + ": " + e, e);
    }
  }

  /**
   * Writes an IR and its weights beside it; files of these names are replaced.
   *
   * @param xml ends with {@code .xml}, in an existing folder
   * @return SHA-256 of both, in hexadecimal digits
   */
  public static String writeTo(IrModel network, Path xml) throws IOException {
    Path scratch = Files.createTempDirectory(xml.toAbsolutePath().getParent(), ".writing");
    Path newXml = scratch.resolve("model.xml");
    Path newWeights = IrModel.weightsFile(newXml);
    try {
      network.write(newXml);
      String hash = hash(newXml, newWeights);
      Files.move(newWeights, IrModel.weightsFile(xml), StandardCopyOption.REPLACE_EXISTING);
      Files.move(newXml, xml, StandardCopyOption.REPLACE_EXISTING);
      return hash;
    } finally {
      Files.deleteIfExists(newXml);
      Files.deleteIfExists(newWeights);
      Files.delete(scratch);
    }
  }

  private static String hash(Path... files) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path f : files) {
        try (InputStream in = new DigestInputStream(Files.newInputStream(f), digest)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
