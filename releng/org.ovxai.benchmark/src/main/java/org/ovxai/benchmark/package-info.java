/** Measures the explainers beside plain inference, in one process and interleaved. */
package org.ovxai.benchmark;
