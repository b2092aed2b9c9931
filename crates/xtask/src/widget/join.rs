//! What several parts share, put into the part that is there before every other.
//!
//! All of them import the same memory, table of functions and stack, and call each other through the
//! table alone. So the first part hands on what it imports while wasm-merge puts the rest beside it; then
//! what calls by the table what is beside it now calls it by itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use walrus::ir::{Call, Const, Instr, Value};
use walrus::{ConstExpr, ElementItems, ElementKind, FunctionId, ImportKind, Module};

use super::optimise::FEATURES;
use crate::machine::node::Packages;
use crate::run::run;

/// What the parts import from, as the splitting names it.
const INSIDE: &str = "__wasm_split";
/// The same, while it is the first part that hands it on.
const OUTSIDE: &str = "outside";

/// Puts `shared` into `first`.
pub(super) fn join(packages: &Packages, first: &Path, shared: &[PathBuf]) -> Result<()> {
    if shared.is_empty() {
        return Ok(());
    }
    let mut part = Module::from_file(first)?;
    if part.exports.iter().next().is_some() {
        bail!("{} exports something", first.display());
    }
    let mut handed_on = Vec::new();
    for import in part.imports.iter_mut().filter(|import| import.module == INSIDE) {
        import.module = OUTSIDE.into();
        handed_on.push((import.name.clone(), import.kind.clone()));
    }
    for (name, kind) in &handed_on {
        match *kind {
            ImportKind::Memory(id) => part.exports.add(name, id),
            ImportKind::Table(id) => part.exports.add(name, id),
            ImportKind::Global(id) => part.exports.add(name, id),
            _ => bail!("{} imports {name}, which is neither memory nor table", first.display()),
        };
    }
    part.emit_wasm_file(first)?;

    let mut merge = packages.wasm_merge();
    merge.args(FEATURES).args(["--quiet", "--debuginfo"]).arg(first).arg(INSIDE);
    for (at, path) in shared.iter().enumerate() {
        merge.arg(path).arg(format!("shared{at}"));
    }
    run(merge.arg("-o").arg(first))?;

    let mut whole = Module::from_file(first).context("wasm-merge left no wasm")?;
    if whole.imports.iter().any(|import| import.module != OUTSIDE) {
        bail!("what the parts share imports more than the first part does");
    }
    whole.imports.iter_mut().for_each(|import| import.module = INSIDE.into());
    let exports: Vec<_> = whole.exports.iter().map(|export| export.id()).collect();
    exports.into_iter().for_each(|export| whole.exports.delete(export));
    call_directly(&mut whole);
    whole.emit_wasm_file(first)
}

/// Makes the steps through the table that end in this file calls: no other file fills those places.
fn call_directly(module: &mut Module) {
    let targets = targets(module);
    let types: BTreeMap<FunctionId, _> =
        module.funcs.iter().map(|function| (function.id(), function.ty())).collect();
    for (_, function) in module.funcs.iter_local_mut() {
        let entry = function.entry_block();
        let steps = &mut function.block_mut(entry).instrs;
        let [.., (Instr::Const(Const { value: Value::I32(place) }), _), (call, _)] = &steps[..]
        else {
            continue;
        };
        let (Some(func), Instr::CallIndirect(call)) = (targets.get(place).copied(), call) else {
            continue;
        };
        // Any other would be a trap, and stays one.
        if types.get(&func) == Some(&call.ty) {
            steps.pop();
            if let Some((step, _)) = steps.last_mut() {
                *step = Instr::Call(Call { func });
            }
        }
    }
}

/// The functions that this module puts into the table, by their places.
fn targets(module: &Module) -> BTreeMap<i32, FunctionId> {
    let mut targets = BTreeMap::new();
    for element in module.elements.iter() {
        let ElementKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. } = element.kind
        else {
            continue;
        };
        if let ElementItems::Functions(functions) = &element.items {
            targets.extend((offset..).zip(functions.iter().copied()));
        }
    }
    targets
}
