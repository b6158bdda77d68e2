//! Words of others in Markdown.

/// Words of others as plain Markdown: on one line, with the signs that Markdown would read escaped.
#[must_use]
pub fn markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    // signs that begin a list or underline a heading where a line begins with them
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, letter) in text.char_indices() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '$' => {
                safe.extend(['\\', letter]);
            }
            '&' if is_entity(&text[at + 1..]) => safe.push_str("\\&"),
            '-' | '+' | '=' if at == 0 => safe.extend(['\\', letter]),
            '.' | ')' if at == digits && at > 0 => safe.extend(['\\', letter]),
            '\n' | '\r' => safe.push(' '),
            other => safe.push(other),
        }
    }
    safe
}

/// True for what follows the `&` of a character by name or number, such as `lt;`.
fn is_entity(rest: &str) -> bool {
    let name = rest.split_once(';').map_or("", |(name, _)| name);
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_markdown_are_text() {
        for (text, written) in [
            ("R&D, 5 % - so (it) is", "R&D, 5 % - so (it) is"),
            ("<b>[x](y)</b>", r"\<b\>\[x\](y)\</b\>"),
            ("&lt;b&gt; &#x3c;", r"\&lt;b\&gt; \&\#x3c;"),
            ("- a", r"\- a"),
            ("12. a", r"12\. a"),
            (".5", ".5"),
            ("=== ~~a~~ $x$", r"\=== \~\~a\~\~ \$x\$"),
            ("a\n# b", r"a \# b"),
        ] {
            assert_eq!(markdown(text), written);
        }
    }
}
