package org.ovxai.nodes.metricswriter;

import org.ovxai.nodes.parameters.OutputFolderParameters;

/** Where the files go. */
final class SaliencyMetricsWriterParameters extends OutputFolderParameters {}
