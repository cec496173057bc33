package org.ovxai.headless;

/** What a key of a {@link Config} stands for. */
sealed interface ConfigItem permits Config, Config.Entry {}
