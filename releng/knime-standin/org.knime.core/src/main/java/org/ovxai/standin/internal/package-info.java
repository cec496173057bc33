/** Inner parts of the stand-in, shared by its bundles. */
package org.ovxai.standin.internal;
