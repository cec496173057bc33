package org.knime.node.parameters.widget.choices;

import java.util.List;
import org.knime.node.parameters.updates.StateProvider;

/**
 * Provides possible values.
 *
 * @param <S> type of one choice
 */
public sealed interface ChoicesStateProvider<S> extends StateProvider<List<S>>
    permits StringChoicesProvider,
        TypedStringChoicesProvider,
        EnumChoicesProvider,
        DataTypeChoicesProvider {}
