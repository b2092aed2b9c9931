//! The demo sites' files are part of the binary: a file that is added to it has to make the binary anew.

fn main() {
    println!("cargo:rerun-if-changed=demo/site");
}
