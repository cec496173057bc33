package org.ovxai.nodes.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void fieldsWithCommasQuotesOrLineBreaksAreQuoted() {
    assertEquals(
        "plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",,\u00e9\r\n",
        Csv.line("plain", "a,b", "say \"hi\"", "two\nlines", "", "\u00e9"));
  }
}
