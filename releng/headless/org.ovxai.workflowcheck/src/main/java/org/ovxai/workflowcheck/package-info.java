/** Compares what a run of a workflow wrote with what it is expected to write. */
package org.ovxai.workflowcheck;
