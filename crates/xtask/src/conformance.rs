//! `cargo xtask conformance`: the kit, which is a program of its own.

use anyhow::Result;

use crate::run::run;
use crate::toolchain::cargo;

pub(crate) const HELP: &str = "\
cargo xtask conformance --backend URL [--identity FILE] [--origin ORIGIN] [--only TEXT]
cargo xtask conformance --backend URL --recipient ID --pin THUMBPRINT
cargo xtask conformance --list

Asks a backend what docs/http.md says, case by case and by name, or a recipient behind one what
docs/protocol.md says. Fails if a case does.

  --backend    the site's base: http://HOST/v1/sites/SITE, a site made for tests
  --identity   a JSON file whose \"identity\" is the d of the site's identity key: publishes manifests
               too, and leaves one that names the kit
  --origin     an origin of the site's widget: asks what its pages may do
  --recipient  asks this recipient of the site; --pin is the thumbprint of the site's identity key
  --only       the cases whose names contain this
  --list       the names of the cases
";

/// Carries out the command.
pub(crate) fn command(words: &[String]) -> Result<()> {
    run(cargo().args(["run", "--quiet", "--locked", "-p", "sigilo-conformance", "--"]).args(words))
}
