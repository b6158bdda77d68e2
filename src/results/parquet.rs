//! Tables as Parquet, with the types of their columns; only in a program that is built with the feature `parquet`.

use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use super::{Cell, ColumnType, Table};

impl Table {
    /// The table as a Parquet file of one row group, not compressed; what is missing is null, and texts are as they are, without what keeps
    /// spreadsheets from running them.
    ///
    /// # Errors
    /// What the writer refuses.
    pub fn to_parquet(&self) -> Result<Vec<u8>> {
        let types = self.types();
        let fields = self.header.iter().zip(&types);
        let fields: Vec<Arc<Type>> = fields
            .map(|(name, kind)| field(name, *kind).map(Arc::new))
            .collect::<Result<_>>()?;
        let schema = Type::group_type_builder("table")
            .with_fields(fields)
            .build()?;
        let maker = format!("linkwright {}", env!("CARGO_PKG_VERSION"));
        let properties = WriterProperties::builder().set_created_by(maker).build();
        let mut bytes = Vec::new();
        let mut file =
            SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::new(properties))?;
        let mut rows = file.next_row_group()?;
        for (place, kind) in types.into_iter().enumerate() {
            let cells = || self.rows.iter().map(|row| &row[place]);
            match kind {
                ColumnType::Text => {
                    write::<ByteArrayType, _>(&mut rows, cells(), |cell| match cell {
                        Cell::Text(text) => Some(ByteArray::from(text.as_str())),
                        Cell::Whole(_) | Cell::Number(_) | Cell::Flag(_) | Cell::Missing => None,
                    })?
                }
                ColumnType::Whole => {
                    write::<Int64Type, _>(&mut rows, cells(), |cell| match cell {
                        Cell::Whole(number) => Some(*number),
                        Cell::Text(_) | Cell::Number(_) | Cell::Flag(_) | Cell::Missing => None,
                    })?
                }
                ColumnType::Float => {
                    write::<DoubleType, _>(&mut rows, cells(), |cell| match cell {
                        Cell::Number(number) => Some(*number).filter(|number| !number.is_nan()),
                        Cell::Text(_) | Cell::Whole(_) | Cell::Flag(_) | Cell::Missing => None,
                    })?
                }
                ColumnType::Flag => write::<BoolType, _>(&mut rows, cells(), |cell| match cell {
                    Cell::Flag(flag) => Some(*flag),
                    Cell::Text(_) | Cell::Whole(_) | Cell::Number(_) | Cell::Missing => None,
                })?,
            }
        }
        rows.close()?;
        file.close()?;
        Ok(bytes)
    }
}

fn field(name: &str, kind: ColumnType) -> Result<Type> {
    let (physical, logical) = match kind {
        ColumnType::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        ColumnType::Whole => (Physical::INT64, None),
        ColumnType::Float => (Physical::DOUBLE, None),
        ColumnType::Flag => (Physical::BOOLEAN, None),
    };
    Type::primitive_type_builder(name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()
}

/// Writes the next column: the values that cells have, and where there are none.
fn write<'a, T: DataType, W: std::io::Write + Send>(
    rows: &mut SerializedRowGroupWriter<'_, W>,
    cells: impl Iterator<Item = &'a Cell>,
    value: impl Fn(&Cell) -> Option<T::T>,
) -> Result<()> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    for cell in cells {
        let found = value(cell);
        levels.push(i16::from(found.is_some()));
        values.extend(found);
    }
    let lacking = || ParquetError::General("the schema has a column more".into());
    let mut column = rows.next_column()?.ok_or_else(lacking)?;
    column
        .typed::<T>()
        .write_batch(&values, Some(&levels), None)?;
    column.close()
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    use super::*;
    use crate::results::tables;

    fn read(table: &Table) -> Vec<Vec<(String, Field)>> {
        let bytes = table.to_parquet().expect("written");
        let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("a file");
        let rows = file.get_row_iter(None).expect("rows");
        let cells = |row: parquet::record::Row| {
            let columns = row.get_column_iter();
            columns
                .map(|(name, field)| (name.clone(), field.clone()))
                .collect()
        };
        rows.map(|row| cells(row.expect("a row"))).collect()
    }

    fn as_field(cell: &Cell) -> Field {
        match cell {
            Cell::Text(text) => Field::Str(text.clone()),
            Cell::Whole(number) => Field::Long(*number),
            Cell::Number(number) if number.is_nan() => Field::Null,
            Cell::Number(number) => Field::Double(*number),
            Cell::Flag(flag) => Field::Bool(*flag),
            Cell::Missing => Field::Null,
        }
    }

    #[test]
    fn cells_come_back_with_their_types_and_bits() {
        let rows = vec![
            vec![
                Cell::Text("=1+1".into()),
                Cell::Whole(i64::MIN),
                Cell::Number(0.1 + 0.2),
                Cell::Flag(true),
            ],
            vec![
                Cell::Missing,
                Cell::Missing,
                Cell::Number(f64::INFINITY),
                Cell::Missing,
            ],
            vec![
                Cell::Text(String::new()),
                Cell::Whole(0),
                Cell::Number(f64::NAN),
                Cell::Flag(false),
            ],
        ];
        let made = Table::new("t.csv", &["name", "n", "mean", "settled"], rows);
        for table in [made, tables::indicators_table()] {
            let found = read(&table);
            assert_eq!(found.len(), table.rows.len());
            for (row, found) in table.rows.iter().zip(found) {
                let names: Vec<&String> = found.iter().map(|(name, _)| name).collect();
                assert_eq!(names, table.header.iter().collect::<Vec<_>>());
                let found: Vec<Field> = found.into_iter().map(|(_, field)| field).collect();
                assert_eq!(found, row.iter().map(as_field).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_table_without_rows_has_its_columns() {
        let none = Table::new("t.csv", &["name", "mean"], Vec::new());
        assert_eq!(read(&none).len(), 0);
        assert_eq!(
            none.to_parquet().expect("twice"),
            none.to_parquet().expect("the same")
        );
    }
}
