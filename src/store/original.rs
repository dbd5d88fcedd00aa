//! What rows say in columns that no field of ours carries: names once a table, values once a row.
//!
//! Rows of one export share their column names. Kept with every row they would be a third of the file.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

/// What a row says, apart: its column names and its values, each a JSON array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// `None` for what is no JSON object: then the values are all of it.
    pub columns: Option<String>,
    pub values: String,
}

impl Original {
    /// Takes a JSON object apart.
    pub fn split(text: &str) -> Self {
        match serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text) {
            Ok(object) => Self {
                columns: Some(json(&object.keys().collect::<Vec<_>>())),
                values: json(&object.values().collect::<Vec<_>>()),
            },
            Err(_) => Self { columns: None, values: text.to_owned() },
        }
    }
}

/// The rows of `row_shapes` that a batch has met, by their column names.
#[derive(Debug, Default)]
pub struct Shapes {
    rows: HashMap<String, i64>,
}

impl Shapes {
    /// The row of `row_shapes` with these column names, made if new.
    pub fn row(&mut self, connection: &Connection, columns: &str) -> rusqlite::Result<i64> {
        if let Some(row) = self.rows.get(columns) {
            return Ok(*row);
        }
        let row = row_of(connection, columns)?;
        self.rows.insert(columns.to_owned(), row);
        Ok(row)
    }
}

/// The JSON object again.
pub fn join(columns: Option<String>, values: Option<String>) -> Option<String> {
    let values = values?;
    let Some(columns) = columns else { return Some(values) };
    let names: Vec<String> = serde_json::from_str(&columns).ok()?;
    let values: Vec<serde_json::Value> = serde_json::from_str(&values).ok()?;
    Some(json(&names.into_iter().zip(values).collect::<serde_json::Map<_, _>>()))
}

fn row_of(connection: &Connection, columns: &str) -> rusqlite::Result<i64> {
    let known = connection
        .query_row("SELECT fid FROM row_shapes WHERE columns = ?1", [columns], |row| row.get(0))
        .optional()?;
    if let Some(row) = known {
        return Ok(row);
    }
    connection.execute("INSERT INTO row_shapes (columns) VALUES (?1)", params![columns])?;
    Ok(connection.last_insert_rowid())
}

/// Plain data as JSON; it always serializes.
fn json(data: &impl serde::Serialize) -> String {
    serde_json::to_string(data).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_row_says_is_put_together_again_and_its_shape_is_kept_once() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE TABLE row_shapes (fid INTEGER PRIMARY KEY, columns TEXT UNIQUE)")
            .unwrap();
        let mut shapes = Shapes::default();
        for row in [r#"{"region":"Middle East","year":"2017"}"#, r#"{"region":"","year":"=1; \"2\""}"#] {
            let original = Original::split(row);
            assert_eq!(shapes.row(&connection, original.columns.as_deref().unwrap()).unwrap(), 1);
            let columns =
                connection.query_row("SELECT columns FROM row_shapes", [], |row| row.get(0)).unwrap();
            assert_eq!(join(columns, Some(original.values)).as_deref(), Some(row));
        }
        let text = Original::split("not JSON");
        assert_eq!(join(text.columns, Some(text.values)).as_deref(), Some("not JSON"));
    }
}
