#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sigilo_backend::desk::fuzzing::run("feed", data));
