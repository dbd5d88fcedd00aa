//! The words of Kharita as types: what a report, a claim, an event, a place, an actor and a state of control are.
//!
//! No input or output and no geometry happens here. Everything that is checked is checked where one of these types
//! is made, so that whoever holds a [`Day`], a [`Bbox`] or a [`SubEventType`] holds sense.

mod actor;
mod article;
mod bbox;
mod claim;
mod control;
mod day;
mod decision;
mod event;
mod event_type;
mod expert_area;
mod holding;
mod ids;
mod interval;
mod place;
mod precision;
mod problem;
mod report;
mod spans;
mod terrain;
mod theatre;

pub use actor::{Actor, Pattern, Side};
pub use article::Article;
pub use bbox::{Bbox, BboxError, Position};
pub use claim::{Claim, ClaimedActor, ClassifiedBy, ControlClaim, Deaths, Located, Modality, Role, Toponym};
pub use control::{Basis, ControlState, ControlStatus, Rule};
pub use day::{Day, DayError};
pub use decision::{Decided, Decision, Moved, Ruling, Rulings};
pub use event::{Event, EventActor, EventStatus};
pub use event_type::{EventType, SubEventType};
pub use expert_area::ExpertArea;
pub use holding::{Holding, Holdings};
pub use ids::{ActorId, ClaimId, EventId, ImportId, PlaceId, ReportId, SideId, SourceId};
pub use interval::{DatetimeError, Interval, Window};
pub use place::Place;
pub use precision::{GeoPrecision, TimePrecision};
pub use problem::Problem;
pub use report::{Report, Source, SourceKind};
pub use spans::{Part, Span, Spans};
pub use terrain::Terrain;
pub use theatre::{ControlPolicy, Interpolation, TheatreInfo};
