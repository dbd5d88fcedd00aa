//! An archive packed with gzip, as a rule each record by itself, so that a damaged one does not hide those after it.

use std::io::{self, BufRead, BufReader};

use flate2::bufread::GzDecoder;

use super::{Archive, BETWEEN};

/// How a member of gzip begins.
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// Reads the records of every member.
pub(super) fn read(input: &mut impl BufRead, archive: &mut Archive<'_>) -> io::Result<()> {
    let mut is_lost = false;
    loop {
        let found = find(input)?;
        if found.is_after_others && !is_lost {
            is_lost = true;
            if archive.problem(None, BETWEEN).is_break() {
                return Ok(());
            }
        }
        if !found.is_there {
            return Ok(());
        }
        let mut member = BufReader::with_capacity(1 << 16, GzDecoder::new(&mut *input));
        if is_lost && !member.fill_buf().is_ok_and(|start| start.starts_with(b"WARC/1.")) {
            // Three bytes that only look like the beginning of a member.
            continue;
        }
        match archive.records(&mut member) {
            Ok(flow) if flow.is_break() => return Ok(()),
            Ok(_) => is_lost = false,
            Err(error) if is_damage(&error) => {
                is_lost = true;
                if archive.problem(None, &format!("it is damaged: {error}")).is_break() {
                    return Ok(());
                }
            }
            Err(error) => return Err(error),
        }
    }
}

fn is_damage(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    matches!(error.kind(), InvalidData | InvalidInput | UnexpectedEof)
}

/// Where a member may begin.
struct Found {
    is_there: bool,
    /// Whether other bytes than zeros were passed over.
    is_after_others: bool,
}

/// Goes to where a member may begin. What stands at the end of a buffer may begin one with what comes after.
fn find(input: &mut impl BufRead) -> io::Result<Found> {
    let mut is_after_others = false;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(Found { is_there: false, is_after_others });
        }
        if buffer.iter().zip(&MAGIC).all(|(byte, of_magic)| byte == of_magic) {
            return Ok(Found { is_there: true, is_after_others });
        }
        let next = buffer.iter().skip(1).position(|byte| *byte == MAGIC[0]);
        let skipped = next.map_or(buffer.len(), |at| at + 1);
        is_after_others |= buffer[..skipped].iter().any(|byte| *byte != 0);
        input.consume(skipped);
    }
}
