package org.knime.core.node.wizard.page;

/** A factory whose nodes may show a page. */
public interface WizardPageContribution {
  default boolean hasNodeView() {
    return false;
  }
}
