package io.gconv.jobs.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=alert(1)>.png",
                "\"><script>alert(1)</script>",
                "' onmouseover='alert(1)",
                "a\u202egnp.html",
                "&#x3c;script>",
                "\u0000\u001b[31m\ud800"
            })
    void namesStayText(String name) {
        String text = Html.text(name);
        assertThat(text).doesNotContain("<", ">", "\"", "'", "\u202e", "\u0000", "\u001b", "\ud800");
        assertThat(text.replaceAll("&(amp|lt|gt|quot|#39);", "")).doesNotContain("&");
        assertThat(Html.png(new byte[1], name))
                .isEqualTo("<img alt=\"" + text + "\" src=\"data:image/png;base64,AA==\"/>");
        assertThat(Html.page(name, "")).contains("<title>" + text + "</title>").doesNotContain(name);
    }

    @Test
    void pagesLoadNothingAndRunNothing() {
        assertThat(Html.page("title", "body"))
                .contains(
                        "Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\"")
                .doesNotContain("<script", "http://", "https://", "@import", "url(");
    }
}
