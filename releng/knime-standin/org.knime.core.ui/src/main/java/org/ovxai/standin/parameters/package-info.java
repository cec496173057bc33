/** Loading and saving of parameter objects. */
package org.ovxai.standin.parameters;
