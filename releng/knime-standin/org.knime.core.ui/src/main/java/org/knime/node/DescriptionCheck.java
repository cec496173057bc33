package org.knime.node;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Field;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.knime.node.NodePorts.Group;
import org.knime.node.impl.description.ExternalResource;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.WidgetGroup;
import org.knime.node.parameters.widget.choices.Label;
import org.ovxai.standin.parameters.ParameterFields;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Checks that all texts of a node are XML fragments. */
final class DescriptionCheck {

  private final DocumentBuilder builder;

  private DescriptionCheck() {
    try {
      builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      builder.setErrorHandler(null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  static void check(DefaultNode node) {
    DescriptionCheck check = new DescriptionCheck();
    check.fragment("The short description", node.shortDescription);
    check.fragment("The full description", node.fullDescription);
    for (Group port : node.ports.inputs()) {
      check.fragment("Input \"" + port.name() + "\"", port.description());
    }
    for (Group port : node.ports.outputs()) {
      check.fragment("Output \"" + port.name() + "\"", port.description());
    }
    for (ExternalResource resource : node.externalResources) {
      check.fragment("The link to " + resource.href(), resource.description());
    }
    node.model.parametersClass().ifPresent(check::widgets);
  }

  private void widgets(Class<?> group) {
    for (Field field : ParameterFields.of(group)) {
      Widget widget = field.getAnnotation(Widget.class);
      Class<?> content = ParameterFields.contentClass(field);
      if (widget != null) {
        fragment("Widget \"" + widget.title() + "\"", widget.description());
        if (content.isEnum()) {
          labels(content);
        }
      }
      if (WidgetGroup.class.isAssignableFrom(content)) {
        widgets(content);
      }
    }
  }

  private void labels(Class<?> enumClass) {
    for (Field constant : enumClass.getFields()) {
      Label label = constant.getAnnotation(Label.class);
      if (label != null) {
        fragment("Label of " + constant, label.value());
        fragment("Label of " + constant, label.description());
      }
    }
  }

  private void fragment(String what, String text) {
    try {
      builder.parse(new InputSource(new StringReader("<fragment>" + text + "</fragment>")));
    } catch (SAXException e) {
      throw new IllegalStateException(
          what + " is no XML fragment (" + e.getMessage() + "): " + text, e);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
