//! A part's constants as a file of its own: what the detector knows, tables of words and forms, beside what reads them.
//!
//! The file has no code, and is done as soon as its bytes are in the memory that all parts share. So there is nothing
//! of it to compile, it is fetched beside the code, and words that are added change one file and not the other.

use anyhow::{Result, bail};
use wasm_encoder::{ImportSection, MemoryType, Module, RawSection};
use wasmparser::{DataKind, ImportSectionReader, Parser, Payload, TypeRef};

/// What the result depends on besides the input; a change here builds anew.
pub(super) const RECIPE: &str = "the detector's constants apart; ";

/// The code of a finished part, and its constants.
///
/// # Errors
///
/// If the code says itself when a constant is put in its place: it would find none.
pub(super) fn apart(wasm: &[u8]) -> Result<(Vec<u8>, Vec<u8>)> {
    let (mut code, mut constants) = (Module::new(), Module::new());
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        let Some((id, range)) = payload.as_section() else { continue };
        let section = RawSection { id, data: &wasm[range] };
        match payload {
            Payload::DataCountSection { .. } => {}
            Payload::DataSection(data) => {
                for own in data {
                    if matches!(own?.kind, DataKind::Passive) {
                        bail!("a part puts constants in their place itself");
                    }
                }
                constants.section(&section);
            }
            Payload::ImportSection(imports) => {
                constants.section(&memories(imports)?);
                code.section(&section);
            }
            _ => {
                code.section(&section);
            }
        }
    }
    Ok((code.finish(), constants.finish()))
}

/// Of what is imported the memory.
fn memories(imports: ImportSectionReader<'_>) -> Result<ImportSection> {
    let mut memories = ImportSection::new();
    for import in imports.into_imports() {
        let import = import?;
        if let TypeRef::Memory(memory) = import.ty {
            memories.import(import.module, import.name, MemoryType::from(memory));
        }
    }
    Ok(memories)
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, ConstExpr, DataCountSection, DataSection, EntityType, Function,
        FunctionSection, TypeSection,
    };

    use super::*;

    /// A part that imports a function and the memory, and has a function and two constants.
    fn part(is_passive: bool) -> Vec<u8> {
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        types.ty().function([], []);
        let (memory64, shared, maximum, page_size_log2) = (false, false, None, None);
        imports.import("inside", "called", EntityType::Function(0));
        imports.import(
            "inside",
            "memory",
            MemoryType { minimum: 1, maximum, memory64, shared, page_size_log2 },
        );
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        functions.function(0);
        let mut function = Function::new([]);
        function.instructions().call(0).end();
        code.function(&function);
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(1024), *b"diabetes");
        match is_passive {
            true => data.passive(*b"late"),
            false => data.active(0, &ConstExpr::i32_const(2048), *b"visa"),
        };
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions);
        module.section(&DataCountSection { count: 2 }).section(&code).section(&data);
        module.finish()
    }

    /// What a file imports, how many functions it has, and its constants.
    fn told(wasm: &[u8]) -> (Vec<String>, usize, Vec<Vec<u8>>) {
        let (mut imported, mut functions, mut constants) = (Vec::new(), 0, Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.unwrap() {
                Payload::ImportSection(imports) => {
                    let names = imports.into_imports().map(|import| import.unwrap().name.into());
                    imported.extend(names);
                }
                Payload::CodeSectionEntry(_) => functions += 1,
                Payload::DataSection(data) => {
                    constants.extend(data.into_iter().map(|own| own.unwrap().data.to_vec()));
                }
                Payload::DataCountSection { .. } => panic!("a count of nothing"),
                _ => {}
            }
        }
        (imported, functions, constants)
    }

    #[test]
    fn code_and_constants_part_and_nothing_is_lost() {
        let (code, constants) = apart(&part(false)).unwrap();
        assert_eq!(told(&code), (vec!["called".into(), "memory".into()], 1, vec![]));
        let words = vec![b"diabetes".to_vec(), b"visa".to_vec()];
        assert_eq!(told(&constants), (vec!["memory".into()], 0, words));
    }

    #[test]
    fn code_that_puts_its_constants_itself_is_refused() {
        assert!(apart(&part(true)).is_err());
    }
}
