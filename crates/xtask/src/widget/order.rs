//! The functions of a finished wasm file in an order that compresses: those of one type beside each other,
//! by their bytes. What is alike is near then, and begins alike: 6 KB of brotli in a usual conversation.

use std::convert::Infallible;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, Elements, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, ElementItems, FunctionSectionReader, Operator, Parser, Payload, TypeRef,
};

/// What the result depends on besides the input; a change here builds anew.
pub(super) const RECIPE: &str = "functions by type and bytes; ";

/// The same program in that order.
pub(super) fn ordered(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut order = Order::of(wasm).context("the optimised wasm could not be read")?;
    let mut module = Module::new();
    order.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

/// Where each function goes.
struct Order {
    /// How many functions are imported: they stay where they are.
    imported: u32,
    /// The file's own functions in their new order, by their old place.
    own: Vec<usize>,
    /// Their new places, by the old ones.
    places: Vec<u32>,
}

impl Order {
    fn of(wasm: &[u8]) -> Result<Self> {
        let (mut imported, mut types, mut bodies) = (0, Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(functions) => {
                    types = functions.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
                _ => {}
            }
        }
        let mut own: Vec<usize> = (0..bodies.len()).collect();
        own.sort_by_key(|at| (types.get(*at), bodies.get(*at)));
        let mut places = vec![0; own.len()];
        for (place, at) in (imported..).zip(&own) {
            places[*at] = place;
        }
        Ok(Self { imported, own, places })
    }

    /// `all` in the new order.
    fn put<T: Clone>(&self, all: &[T]) -> Vec<T> {
        self.own.iter().filter_map(|at| all.get(*at)).cloned().collect()
    }
}

impl Reencode for Order {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let own = function.checked_sub(self.imported);
        Ok(own.and_then(|own| self.places.get(own as usize)).copied().unwrap_or(function))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for own in self.put(&types) {
            functions.function(own);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        let mut bodies = self.put(&bodies).into_iter();
        bodies.try_for_each(|body| self.parse_function_body(code, body))
    }

    /// What the table holds is written as numbers, not as a program for each.
    fn element_items<'a>(
        &mut self,
        items: ElementItems<'a>,
    ) -> Result<Elements<'a>, Error<Infallible>> {
        let ElementItems::Expressions(_, programs) = items.clone() else {
            return utils::element_items(self, items);
        };
        let mut functions = Vec::new();
        for program in programs {
            match program?.get_operators_reader().read()? {
                Operator::RefFunc { function_index } => {
                    functions.push(self.function_index(function_index)?);
                }
                _ => return utils::element_items(self, items),
            }
        }
        Ok(Elements::Functions(functions.into()))
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        ConstExpr, ElementSection, ExportKind, ExportSection, Function, RefType, TableSection,
        TableType, TypeSection, ValType,
    };

    use super::*;

    /// Three functions, each of which says its number: the first calls the last, the second is in the table.
    fn program() -> Vec<u8> {
        let (mut types, mut functions) = (TypeSection::new(), FunctionSection::new());
        types.ty().function([], []);
        types.ty().function([], [ValType::I32]);
        for own in [1, 0, 1] {
            functions.function(own);
        }
        let mut tables = TableSection::new();
        let (element_type, minimum) = (RefType::FUNCREF, 1);
        let (table64, maximum, shared) = (false, None, false);
        tables.table(TableType { element_type, table64, minimum, maximum, shared });
        let (mut exports, mut elements) = (ExportSection::new(), ElementSection::new());
        exports.export("first", ExportKind::Func, 0);
        let in_table = [ConstExpr::ref_func(1)];
        let in_table = Elements::Expressions(RefType::FUNCREF, in_table.as_slice().into());
        elements.active(None, &ConstExpr::i32_const(0), in_table);
        let mut code = CodeSection::new();
        for said in [7, 8, 6] {
            let mut function = Function::new([]);
            let mut says = function.instructions();
            says.i32_const(said);
            match said {
                7 => says.drop().call(2).end(),
                8 => says.drop().end(),
                _ => says.end(),
            };
            code.function(&function);
        }
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&tables).section(&exports);
        module.section(&elements).section(&code);
        module.finish()
    }

    /// What each function says first, and the number that it then calls.
    fn said(wasm: &[u8]) -> Vec<(i32, Option<u32>)> {
        let said = |payload| {
            let Ok(Payload::CodeSectionEntry(body)) = payload else { return None };
            let (mut said, mut called) = (0, None);
            for operator in body.get_operators_reader().unwrap() {
                match operator.unwrap() {
                    Operator::I32Const { value } => said = value,
                    Operator::Call { function_index } => called = Some(function_index),
                    _ => {}
                }
            }
            Some((said, called))
        };
        Parser::new(0).parse_all(wasm).filter_map(said).collect()
    }

    #[test]
    fn functions_are_by_type_and_bytes_and_still_mean_each_other() {
        let before = program();
        assert_eq!(said(&before), [(7, Some(2)), (8, None), (6, None)]);
        let after = ordered(&before).unwrap();
        assert_eq!(said(&after), [(8, None), (6, None), (7, Some(1))]);
        for payload in Parser::new(0).parse_all(&after) {
            match payload.unwrap() {
                Payload::ExportSection(exports) => {
                    assert_eq!(exports.into_iter().next().unwrap().unwrap().index, 2);
                }
                Payload::ElementSection(elements) => {
                    let element = elements.into_iter().next().unwrap().unwrap();
                    let ElementItems::Functions(items) = element.items else { panic!("programs") };
                    assert_eq!(items.into_iter().collect::<Result<Vec<_>, _>>().unwrap(), [0]);
                }
                _ => {}
            }
        }
        assert_eq!(ordered(&after).unwrap(), after, "nothing is left to be moved");
    }

    #[test]
    fn what_is_no_wasm_is_an_error() {
        assert!(ordered(b"\0asm\x02\0\0\0").is_err());
    }
}
