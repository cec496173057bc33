package org.knime.node.impl.description;

import java.io.IOException;
import java.io.StringReader;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.knime.core.node.NodeDescription;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.util.Version;
import org.knime.node.parameters.NodeParameters;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Makes descriptions of nodes. */
public final class DefaultNodeDescriptionUtil {
  private DefaultNodeDescriptionUtil() {}

  /** IllegalStateException when a text is no XML fragment. */
  public static NodeDescription createNodeDescription(
      String name,
      String icon,
      Collection<PortDescription> inPortDescriptions,
      Collection<PortDescription> outPortDescriptions,
      String shortDescription,
      String fullDescription,
      Collection<ExternalResource> externalResources,
      Class<? extends NodeParameters> modelSettingsClass,
      Class<? extends NodeParameters> viewSettingsClass,
      String viewDescription,
      NodeType type,
      Collection<String> keywords,
      Version sinceVersion) {
    Stream.of(
            Stream.of(shortDescription, fullDescription, viewDescription),
            Stream.concat(inPortDescriptions.stream(), outPortDescriptions.stream())
                .map(PortDescription::description),
            externalResources.stream().map(ExternalResource::description))
        .flatMap(texts -> texts)
        .forEach(DefaultNodeDescriptionUtil::checkFragment);
    return new Described(
        name,
        icon,
        List.copyOf(inPortDescriptions),
        List.copyOf(outPortDescriptions),
        shortDescription,
        viewDescription,
        type);
  }

  private static void checkFragment(String text) {
    try {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader("<fragment>" + text + "</fragment>")));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new IllegalStateException("No XML fragment: " + text, e);
    }
  }

  private static final class Described extends NodeDescription {
    private final String name;
    private final String icon;
    private final List<PortDescription> in;
    private final List<PortDescription> out;
    private final String shortDescription;
    private final String viewDescription;
    private final NodeType type;

    Described(
        String name,
        String icon,
        List<PortDescription> in,
        List<PortDescription> out,
        String shortDescription,
        String viewDescription,
        NodeType type) {
      this.name = name;
      this.icon = icon;
      this.in = in;
      this.out = out;
      this.shortDescription = shortDescription;
      this.viewDescription = viewDescription;
      this.type = type;
    }

    @Override
    public String getIconPath() {
      return icon;
    }

    @Override
    public String getInportDescription(int index) {
      return in.get(index).description();
    }

    @Override
    public String getInportName(int index) {
      return in.get(index).name();
    }

    @Override
    public String getInteractiveViewName() {
      return name;
    }

    @Override
    public String getNodeName() {
      return name;
    }

    @Override
    public Optional<String> getShortDescription() {
      return Optional.of(shortDescription);
    }

    @Override
    public String getOutportDescription(int index) {
      return out.get(index).description();
    }

    @Override
    public String getOutportName(int index) {
      return out.get(index).name();
    }

    @Override
    public NodeType getType() {
      return type;
    }

    @Override
    public int getViewCount() {
      return 0;
    }

    @Override
    public String getViewDescription(int index) {
      return viewDescription;
    }

    @Override
    public String getViewName(int index) {
      return name;
    }

    @Override
    public Element getXMLDescription() {
      throw new UnsupportedOperationException();
    }
  }
}
