//! What a configuration may say, and what is said of one that is wrong.

use super::*;
use std::fs;

fn read(text: &str) -> Result<Config, String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("desk.toml"), "").unwrap();
    let path = folder.path().join(FILE_NAME);
    fs::write(&path, text).unwrap();
    Config::read(&path, FILE_NAME.to_owned()).map_err(|error| error.to_string())
}

#[test]
fn an_empty_configuration_says_nothing() {
    let config = read("").unwrap();
    assert_eq!(config.language, None);
    assert_eq!(config.selection(), Selection::default());
    assert_eq!(config.grades().count() + config.terms().count() + config.allowed().count(), 0);
    assert_eq!(config.ignores(Path::new("a.txt"), false), None);
}

#[test]
fn values_by_glob_are_those_of_the_last_glob_that_matches() {
    let config = read(
        "language = \"id\"\n[languages]\n\"z/**\" = \"de\"\n\"*.en.md\" = \"en\"\n\
         [formats]\n\"*.njk\" = \"html\"\n[fields]\n\"*.json\" = [\"title\", \"body.text\"]\n\"a.json\" = [\"lead\"]\n",
    )
    .unwrap();
    let language = |path: &str| config.language_for(Path::new(path)).map(Language::tag);
    assert_eq!(language("z/a.md"), Some("de"));
    assert_eq!(language("z/a.en.md"), Some("en"));
    assert_eq!(language("a.md"), None);
    assert_eq!(config.format_for(Path::new("x/a.njk")), Some(Format::Html));
    assert_eq!(config.fields_for(Path::new("x/b.json")), ["title", "body.text"]);
    assert_eq!(config.fields_for(Path::new("x/a.json")), ["lead"]);
    assert_eq!(config.fields_for(Path::new("a.txt")), [""; 0]);
}

#[test]
fn fields_may_be_those_of_all_files() {
    let config = read("fields = [\"title\", \"meta.*\"]\n").unwrap();
    assert_eq!(config.fields_for(Path::new("x/a.json")), ["title", "meta.*"]);
}

#[test]
fn a_value_knows_its_place() {
    let config =
        read("# desk\nfail-on = \"warning\"\n[severity]\n\"leak/chat\" = \"off\"\n").unwrap();
    let fail_on = config.fail_on.clone().unwrap();
    assert_eq!(fail_on.value, FailOn::Warning);
    assert_eq!(fail_on.place.to_string(), "macaronic.toml:2:11");
    let places: Vec<_> = config.grades().map(|(.., place)| place.to_string()).collect();
    assert_eq!(places, ["macaronic.toml:4:1"]);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (text, expected) in [
        ("\nlangage = \"id\"\n", "macaronic.toml:2:1: unknown field `langage`"),
        ("langage = \"id\"\n", "did you mean `language`?"),
        ("language = \"xx\"\n", "macaronic.toml:1:12: unknown language `xx`"),
        ("language = 7\n", "macaronic.toml:1:12: invalid type"),
        (
            "[languages]\n\"a/**\" = \"klingon\"\n",
            "macaronic.toml:2:10: unknown language `klingon`",
        ),
        ("[languages]\n\"[a\" = \"id\"\n", "macaronic.toml:2:1: `[a`: unclosed"),
        (
            "[formats]\n\"*.njk\" = \"htmll\"\n",
            "macaronic.toml:2:11: unknown format `htmll`; did you mean `html`?",
        ),
        ("fail-on = \"warnings\"\n", "did you mean `warning`?"),
        ("fields = [\"a..b\"]\n", "macaronic.toml:1:11: `a..b` is no path"),
        (
            "fields = \"title\"\n",
            "macaronic.toml:1:10: invalid type: string \"title\", expected a list of fields",
        ),
        ("[rules]\n\"leak\" = \"off\"\n", "the grades of rules stand in `[severity]`"),
        ("[severity]\n\"leak\" = \"of\"\n", "macaronic.toml:2:10: unknown variant `of`"),
        (
            "rules = [\"../desk.toml\"]\n",
            "macaronic.toml:1:10: `../desk.toml` must be a pack below",
        ),
        ("rules = [\"/etc/desk.toml\"]\n", "must be a pack below"),
        (
            "rules = [\"desk.toml\", \"house.toml\"]\n",
            "macaronic.toml:1:23: the pack `house.toml`:",
        ),
        ("[[allow]]\ntxt = \"a\"\n", "macaronic.toml:2:1: unknown field `txt`"),
        ("ignore = [\"a\", \"b[\"]\n", "macaronic.toml:1:16: `b[`:"),
        ("max-file-size = -1\n", "macaronic.toml:1:17:"),
        ("language = \"id\"\nlanguage = \"de\"\n", "macaronic.toml:2:1: duplicate key"),
        ("language = ", "macaronic.toml:1:12:"),
    ] {
        let error = read(text).unwrap_err();
        assert!(error.contains(expected), "{text:?} gave {error}");
    }
}

#[test]
fn a_configuration_is_neither_large_nor_full_of_globs() {
    let error = read(&"# comment\n".repeat(200_000)).unwrap_err();
    assert!(error.contains("2000000 bytes are too many"), "{error}");
    let globs: Vec<_> = (0..=MOST_GLOBS).map(|number| format!("\"{number}\"")).collect();
    let error = read(&format!("ignore = [{}]\n", globs.join(", "))).unwrap_err();
    assert!(error.contains("1001 globs are too many"), "{error}");
}

#[test]
fn a_pack_is_not_reached_through_a_link() {
    #[cfg(unix)]
    {
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(outside.path().join("x.toml"), "").unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join("packs")).unwrap();
        let path = folder.path().join(FILE_NAME);
        fs::write(&path, "rules = [\"packs/x.toml\"]\n").unwrap();
        let error = Config::read(&path, FILE_NAME.to_owned()).unwrap_err().to_string();
        assert!(error.contains("must be a pack below"), "{error}");
    }
}
