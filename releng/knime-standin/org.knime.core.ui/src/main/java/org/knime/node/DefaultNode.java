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

  private DefaultNode(Draft draft, DefaultModel model) {
    name = draft.name;
    icon = draft.icon;
    shortDescription = draft.shortDescription;
    fullDescription = draft.fullDescription;
    sinceVersion = draft.sinceVersion;
    ports = draft.ports;
    this.model = model;
  }

  public static RequireName create() {
    return new Draft();
  }

  /** Collects what the stages are told. */
  private static final class Draft
      implements RequireName,
          RequireIcon,
          RequireShortDescription,
          RequireFullDescription,
          RequireSinceVersion,
          RequirePorts,
          RequireModel {

    private String name;
    private String icon;
    private String shortDescription;
    private String fullDescription;
    private Version sinceVersion;
    private NodePorts ports;

    @Override
    public RequireIcon name(String text) {
      name = text;
      return this;
    }

    @Override
    public RequireShortDescription icon(String path) {
      icon = path;
      return this;
    }

    @Override
    public RequireFullDescription shortDescription(String text) {
      shortDescription = text;
      return this;
    }

    @Override
    public RequireSinceVersion fullDescription(String text) {
      fullDescription = text;
      return this;
    }

    @Override
    public RequirePorts sinceVersion(int major, int minor, int revision) {
      sinceVersion = new Version(major, minor, revision);
      return this;
    }

    @Override
    public RequireModel dynamicPorts(Consumer<DynamicPortsAdder> adder) {
      ports = NodePorts.collect(adder);
      return this;
    }

    @Override
    public DefaultNode model(Function<RequireModelParameters, DefaultModel> model) {
      return new DefaultNode(this, model.apply(DefaultModel.create()));
    }
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
