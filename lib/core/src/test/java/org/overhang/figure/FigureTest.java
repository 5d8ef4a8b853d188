package org.overhang.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FigureTest {
    @ParameterizedTest
    @ValueSource(strings = {"lines", "event-study", "waterfall", "coefficients", "panels", "scatter", "heat-map"})
    void aDeclarationReadsBackToTheSameFigure(String id) {
        Figure figure = Gallery.figures().get(id);
        Figure again = Figure.read(figure.json());
        assertEquals(figure.json(), again.json());
        assertEquals(figure.csv(), again.csv());
        assertEquals(figure.svg(), again.svg());
    }
}
