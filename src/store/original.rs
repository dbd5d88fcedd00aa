//! What rows say in columns that no field of ours carries: names once a table, values once a row.
//!
//! Rows of one export share their column names. Kept with every row they would be a third of the file.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

/// The shapes that rows of this batch have, by their column names.
#[derive(Debug, Default)]
pub struct Shapes {
    rows: HashMap<String, i64>,
}

impl Shapes {
    /// The row of a shape in `row_shapes` and the values alone, from a JSON object.
    ///
    /// What is no JSON object is kept whole, without a shape.
    pub fn split(
        &mut self,
        connection: &Connection,
        original: &str,
    ) -> rusqlite::Result<(Option<i64>, String)> {
        let Ok(object) = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(original) else {
            return Ok((None, original.to_owned()));
        };
        let columns = json(&object.keys().collect::<Vec<_>>());
        let values = json(&object.values().collect::<Vec<_>>());
        if let Some(row) = self.rows.get(&columns) {
            return Ok((Some(*row), values));
        }
        let row = row_of(connection, &columns)?;
        self.rows.insert(columns, row);
        Ok((Some(row), values))
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
        let rows = [r#"{"region":"Middle East","year":"2017"}"#, r#"{"region":"","year":"=1; \"2\""}"#];
        for row in rows {
            let (shape, values) = shapes.split(&connection, row).unwrap();
            assert_eq!(shape, Some(1));
            let columns =
                connection.query_row("SELECT columns FROM row_shapes", [], |row| row.get(0)).unwrap();
            assert_eq!(join(columns, Some(values)).as_deref(), Some(row));
        }
        assert_eq!(shapes.split(&connection, "not JSON").unwrap(), (None, "not JSON".to_owned()));
        assert_eq!(join(None, Some("not JSON".to_owned())).as_deref(), Some("not JSON"));
    }
}
