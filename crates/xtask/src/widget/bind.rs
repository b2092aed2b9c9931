//! wasm-bindgen, linked in, so that its version is always the one that Cargo.lock names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use walrus::{ElementItems, FunctionBuilder, FunctionId, Module};
use wasm_bindgen_cli_support::{Bindgen, Output};

use super::names;
use super::split::LOADER;

/// What the result depends on besides the input; a change here builds anew.
pub(super) const RECIPE: &str =
    "web, linker's exports, no producers, short names, no streams, no takers; ";

/// What only JavaScript calls, by an export: a crate that leptos brings for functions of a server, and what takes a
/// call of a closure in, of which `js-sys` has one for each kind of array.
const UNUSED: [&str; 2] = ["wasm_streams", "::convert::closures::_::invoke"];

/// Writes `sigilo.js` and the bound wasm to `folder`; gives the path of the latter.
pub(super) fn bind(compiled: &Path, folder: &Path) -> Result<PathBuf> {
    let mut bindgen = Bindgen::new();
    bindgen
        .web(true)?
        .input_path(compiled)
        .out_name("sigilo")
        .typescript(false)
        // The table of functions, through which the parts call each other.
        .keep_lld_exports(true)
        .remove_producers_section(true);
    let mut output = bindgen.generate_output().context("wasm-bindgen refused the widget")?;
    // Every crate has a list of its snippets, mostly empty.
    let inline = output.snippets().iter().filter(|(_, scripts)| !scripts.is_empty());
    let snippets: Vec<&String> =
        inline.map(|(name, _)| name).chain(output.local_modules().keys()).collect();
    if !snippets.is_empty() {
        // They would be further scripts: more requests, and each without an integrity of its own.
        bail!(
            "a crate brings JavaScript of its own, and the widget ships one script: {snippets:?}"
        );
    }
    output.emit(folder)?;
    lean(&mut output, folder)?;
    Ok(folder.join("sigilo_bg.wasm"))
}

/// Writes it again, without what nobody uses and with short names. The glue is taken as it was
/// written, since only that is laid out.
fn lean(output: &mut Output, folder: &Path) -> Result<()> {
    let script = folder.join("sigilo.js");
    let glue = names::without_classes(&fs::read_to_string(&script)?)?;
    let loader = fs::read_to_string(folder.join(LOADER))?;
    let used: BTreeSet<&str> = names::words(&glue).chain(names::words(&loader)).collect();
    let module = output.wasm_mut();
    let unused = module.exports.iter().filter(|own| !used.contains(own.name.as_str()));
    let unused: Vec<_> = unused.map(|own| own.id()).collect();
    unused.into_iter().for_each(|export| module.exports.delete(export));
    empty(module);
    let imports = module.imports.iter_mut().map(|own| &mut own.name);
    let exports = module.exports.iter_mut().map(|own| &mut own.name);
    let short = names::shorten(&glue, imports.chain(exports));
    output.emit(folder)?;
    Ok(fs::write(script, names::renamed(&glue, &short))?)
}

/// Empties the places of such functions in the tables of what is called by pointer, which keep alive what nothing
/// calls since its exports are gone. A call there stops the widget.
fn empty(module: &mut Module) {
    let mut stop = FunctionBuilder::new(&mut module.types, &[], &[]);
    stop.func_body().unreachable();
    let stop = stop.finish(Vec::new(), &mut module.funcs);
    let funcs = &module.funcs;
    let is_of = |id: FunctionId| {
        let name = funcs.get(id).name.as_deref();
        name.is_some_and(|name| UNUSED.iter().any(|unused| name.contains(unused)))
    };
    for element in module.elements.iter_mut() {
        let ElementItems::Functions(items) = &mut element.items else { continue };
        items.iter_mut().filter(|id| is_of(**id)).for_each(|id| *id = stop);
    }
}
