#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sigilo_detect_fuzz::target::scan(data));
