#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sigilo_protocol_fuzz::targets::run("header", data));
