package org.knime.node;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.knime.core.node.FluentNodeAPI;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.util.CheckUtils;
import org.knime.core.util.Version;
import org.knime.node.DefaultModel.RequireModelParameters;
import org.knime.node.RequirePorts.PortsAdder;
import org.knime.node.impl.description.ExternalResource;

/**
 * Description of a node, from name to model. Texts are XML fragments; the icon's path is relative
 * to the factory.
 */
public final class DefaultNode implements FluentNodeAPI {

  final String name;
  final String icon;
  final String shortDescription;
  final String fullDescription;
  final Version sinceVersion;
  final NodePorts ports;
  final DefaultModel model;
  final List<ExternalResource> externalResources = new ArrayList<>();
  final List<String> keywords = new ArrayList<>();
  private NodeType nodeType;

  private DefaultNode(
      String name,
      String icon,
      String shortDescription,
      String fullDescription,
      Version sinceVersion,
      Consumer<PortsAdder> ports,
      DefaultModel model) {
    this.name = name;
    this.icon = icon;
    this.shortDescription = shortDescription;
    this.fullDescription = fullDescription;
    this.sinceVersion = sinceVersion;
    this.ports = NodePorts.collect(ports);
    this.model = model;
  }

  public static RequireName create() {
    return name ->
        icon ->
            shortText ->
                fullText ->
                    (major, minor, revision) ->
                        ports ->
                            model ->
                                new DefaultNode(
                                    name,
                                    icon,
                                    shortText,
                                    fullText,
                                    new Version(major, minor, revision),
                                    ports,
                                    model.apply(DefaultModel.create()));
  }

  /** First stage. */
  public interface RequireName {
    RequireIcon name(String name);
  }

  /** Second stage. */
  public interface RequireIcon {
    RequireShortDescription icon(String icon);
  }

  /** Third stage. */
  public interface RequireShortDescription {
    RequireFullDescription shortDescription(String shortDescription);
  }

  /** Fourth stage. */
  public interface RequireFullDescription {
    RequireSinceVersion fullDescription(String fullDescription);
  }

  /** Fifth stage. */
  public interface RequireSinceVersion {
    RequirePorts sinceVersion(int major, int minor, int revision);
  }

  /** Last stage. */
  public interface RequireModel {
    DefaultNode model(Function<RequireModelParameters, DefaultModel> model);
  }

  /** May be called once. */
  public DefaultNode nodeType(NodeType type) {
    CheckUtils.checkState(nodeType == null, "The node \"%s\" has a type already", name);
    nodeType = type;
    return this;
  }

  /** May be called once. */
  public DefaultNode keywords(String... words) {
    CheckUtils.checkState(keywords.isEmpty(), "The node \"%s\" has keywords already", name);
    keywords.addAll(List.of(words));
    return this;
  }

  public DefaultNode addExternalResource(String href, String description) {
    externalResources.add(
        new ExternalResource(
            CheckUtils.checkArgumentNotNull(href), CheckUtils.checkArgumentNotNull(description)));
    return this;
  }
}
