//! What whoever opens a file of articles gets of it.

use std::path::PathBuf;

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::intake::tests::file;

fn read(path: &Path, options: &ArticleOptions) -> Result<Vec<Result<Article, Problem>>, IntakeError> {
    let mut items = Vec::new();
    let reading = open(path, options)?.read(
        &mut |item| {
            items.push(item);
            ControlFlow::Continue(())
        },
        &mut |done, total| assert!(done <= total),
    )?;
    assert_eq!((reading.articles + reading.problems) as usize, items.len());
    Ok(items)
}

/// One line an item: day, outlet, title, key and text, or why not.
fn told(items: &[Result<Article, Problem>]) -> String {
    let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let one = |item: &Result<Article, Problem>| match item {
        Ok(article) => format!(
            "{} {} | {} | {} | {} | {:?}",
            article.line,
            article.published.map_or("-".to_owned(), |day| day.to_string()),
            or(&article.outlet),
            or(&article.title),
            or(&article.key),
            article.text
        ),
        Err(problem) => format!(
            "{} problem{}: {}",
            problem.line,
            problem.column.as_ref().map_or(String::new(), |column| format!(" in {column}")),
            problem.reason
        ),
    };
    items.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn told_of(name: &str, bytes: impl AsRef<[u8]>) -> String {
    told(&read(&file(name, bytes).path, &ArticleOptions::default()).unwrap())
}

#[test]
fn a_table_of_articles_is_read_row_by_row() {
    let table = "ID,Article_Title,Source,Date,Content\n\
        1,Shells,Post,24/11/2017,\" Shells fell, again. \"\n\
        2,More,Post,03/04/2017,More fell.\n\
        3,Less,Post,soon,Less fell.\n\
        4,None,Post,,\n";
    assert_snapshot!(told_of("a.csv", table), @r#"
        2 2017-11-24 | Post | Shells | 1 | " Shells fell, again. "
        3 2017-04-03 | Post | More | 2 | "More fell."
        4 problem in Date: this is no date; write it as 2017-11-13, 2017-11, 2017 or 2017-11-13/2017-11-15
        5 problem in Content: the row has no text
        "#);
    assert_eq!(
        told_of("a.tsv", table.replace("fell, again", "fell again").replace(',', "\t")).lines().count(),
        4
    );
}

#[test]
fn the_manifest_fills_what_a_text_lacks() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "\u{feff}First line\n\nBody.\n").unwrap();
    let table = folder.path().join("manifest.csv");
    std::fs::write(
        &table,
        "file,url,title,outlet,published\ntexts/a.txt,https://example.org/a,Title,,2017-11-24\n",
    )
    .unwrap();
    let manifest = Some(Manifest::read(&table).unwrap());
    let options = ArticleOptions { manifest, outlet: Some("Post".to_owned()), ..ArticleOptions::default() };
    assert_snapshot!(told(&read(&path, &options).unwrap()), @r#"1 2017-11-24 | Post | Title | https://example.org/a | "First line\n\nBody.\n""#);
    assert_snapshot!(told_of("b.txt", "First line\n\nBody.\n"), @r#"1 - | - | First line | - | "First line\n\nBody.\n""#);
    std::fs::write(&table, "file,published\na.txt,soon\n").unwrap();
    assert_snapshot!(Manifest::read(&table).unwrap_err(), @r#"manifest.csv: line 2: "soon" is no day; write it as 2017-11-13"#);
}

#[test]
fn what_holds_events_is_not_taken_for_articles() {
    let is = |name: &str, bytes: &str| is_articles(&file(name, bytes).path);
    assert!(is("a.csv", "title,date,text\nA,2017-11-24,B\n"));
    assert!(is("a.txt", "Shells fell.\n\nMore fell."));
    assert!(!is("a.csv", "date,place,type\n2017-11-13,Atarib,Grenade\n"));
    assert!(!is("a.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}"));
    assert!(!is_articles(Path::new("no such file")));
    let told = open(&file("a.csv", "date,place,type\n1,2,3\n").path, &ArticleOptions::default()).unwrap_err();
    assert!(told.to_string().starts_with("a.csv holds no articles that are recognized"), "{told}");
}

/// Where the real data lies, if it does.
fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("KHARITA_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let path = root.join(path);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: no shared data at {}", path.display());
    None
}

#[test]
fn all_784_rows_of_fa_kes_are_articles_with_a_day() {
    let Some(path) = shared("data/reports/fa_kes_syria.csv") else { return };
    assert!(is_articles(&path));
    let items = read(&path, &ArticleOptions::default()).unwrap();
    assert_eq!(items.len(), 784);
    let dated = items.iter().filter(|item| item.as_ref().is_ok_and(|article| article.published.is_some()));
    assert_eq!(
        dated.count(),
        784,
        "{}",
        told(&items).lines().find(|line| line.contains("problem")).unwrap_or("")
    );
}

#[test]
fn the_seeds_are_read_with_their_manifest_and_their_own_offsets() {
    let Some(table) = shared("seeds/manifest.csv") else { return };
    let manifest = Manifest::read(&table).unwrap();
    assert_eq!(manifest.len(), 5);
    let options = ArticleOptions { manifest: Some(manifest.clone()), ..ArticleOptions::default() };
    for (name, told) in manifest.files() {
        let path = table.with_file_name(name);
        let items = read(&path, &options).unwrap();
        let [Ok(article)] = &items[..] else { panic!("{name}: {}", super::tests::told(&items)) };
        assert_eq!(article.text, std::fs::read_to_string(&path).unwrap());
        assert_eq!((&article.title, article.published), (&told.title, told.published));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), start in prop::sample::select(vec![
        "", "title,text\n", "{\"text\":\"", "<html>", "<rss>", "<feed>", "WARC/1.0\r\n", "# ", "PK\x03\x04", "\x1f\u{8b}",
    ])) {
        let file = file("a.txt", [start.as_bytes(), &bytes].concat());
        for format in [None].into_iter().chain(ArticleFormat::ALL.map(Some)) {
            let _ = read(&file.path, &ArticleOptions { format, ..ArticleOptions::default() });
        }
    }
}
