use std::{
    fs,
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use super::*;

fn scanner(clamd: String) -> Scanner {
    Scanner::new(&ScanSettings { clamd, patience: 1, ..ScanSettings::default() }).unwrap()
}

/// A scanner that reads so much, says this, and closes; where it says nothing, it hangs.
async fn says(reply: Option<&'static [u8]>, after: usize) -> Scanner {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.read_exact(&mut vec![0; after]).await.unwrap();
        match reply {
            Some(reply) => stream.write_all(reply).await.unwrap(),
            None => std::future::pending().await,
        }
    });
    scanner(address.to_string())
}

#[tokio::test]
async fn a_file_is_streamed_in_pieces_with_their_lengths() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let file: Vec<u8> = (0..PIECE + 3).map(|at| u8::try_from(at % 251).unwrap()).collect();
    let heard = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut heard = vec![0; 10 + 4 + PIECE + 4 + 3 + 4];
        stream.read_exact(&mut heard).await.unwrap();
        stream.write_all(b"stream: OK\0").await.unwrap();
        heard
    });
    assert_eq!(scanner(address.to_string()).scan(&file).await, Verdict::Clean);
    let heard = heard.await.unwrap();
    let expected = [
        b"zINSTREAM\0".as_slice(),
        &[0, 1, 0, 0],
        &file[..PIECE],
        &[0, 0, 0, 3],
        &file[PIECE..],
        &[0, 0, 0, 0],
    ];
    assert_eq!(heard, expected.concat());
}

#[tokio::test]
async fn whatever_is_not_known_is_quarantined() {
    let unsure = Verdict::Unsure;
    let nobody = scanner("127.0.0.1:1".into());
    assert_eq!(nobody.scan(b"x").await, unsure(Unsure::Unreachable));
    let nowhere = scanner("unix:/nowhere/clamd.ctl".into());
    assert_eq!(nowhere.scan(b"x").await, unsure(Unsure::Unreachable));
    assert_eq!(says(None, 10).await.scan(b"x").await, unsure(Unsure::Late));
    assert_eq!(says(Some(b""), 10).await.scan(b"x").await, unsure(Unsure::Unreachable));
    let broken = says(Some(b"stream: OK"), 19).await.scan(b"x").await;
    assert!(broken.is_quarantined(), "{broken:?}");
    let endless = says(Some(&[b'x'; 100_000]), 19).await.scan(b"x").await;
    assert!(matches!(endless, Verdict::Unsure(Unsure::Failed(_))));
    let settings = ScanSettings { max_bytes: 3, ..ScanSettings::default() };
    let large = Scanner::new(&settings).unwrap().scan(b"four").await;
    assert_eq!(large, unsure(Unsure::TooLarge));
}

#[test]
fn files_leave_this_machine_for_no_scanner() {
    let new = |clamd: &str| {
        Scanner::new(&ScanSettings { clamd: clamd.into(), ..ScanSettings::default() }).map(drop)
    };
    for good in ["unix:/run/clamav/clamd.ctl", "127.0.0.1:3310", "[::1]:3310"] {
        assert!(new(good).is_ok(), "{good}");
    }
    assert!(matches!(new("192.0.2.1:3310"), Err(ScanError::Elsewhere(_))));
    for bad in ["", "unix:", "localhost", "clamd.example:3310"] {
        assert!(matches!(new(bad), Err(ScanError::Address(_))), "{bad}");
    }
}

/// A real clamd that ends with its test.
struct Clamd(Child);

impl Drop for Clamd {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The harmless file that scanners are tried with (eicar.org), in two parts so that none takes this one
/// for it.
fn eicar() -> String {
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD", "-ANTIVIRUS-TEST-FILE!$H+H*"].concat()
}

/// Starts clamd with one signature and limits of a few bytes.
async fn real(folder: &Path) -> (Clamd, String, SocketAddr) {
    let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
    let signatures = folder.join("signatures");
    fs::create_dir(&signatures).unwrap();
    let hex: String = eicar().bytes().map(|byte| format!("{byte:02x}")).collect();
    fs::write(signatures.join("local.ndb"), format!("Test.Eicar:0:*:{hex}\n")).unwrap();
    let (config, socket) = (folder.join("clamd.conf"), folder.join("clamd.ctl"));
    let lines = format!(
        "Foreground yes\nDatabaseDirectory {}\nLocalSocket {}\nTCPSocket {}\nTCPAddr 127.0.0.1\n\
         StreamMaxLength 2M\nMaxFileSize 1M\nMaxScanSize 1M\nAlertExceedsMax yes\nAlertEncrypted yes\n\
         TemporaryDirectory {}\n",
        signatures.display(),
        socket.display(),
        port.port(),
        folder.display(),
    );
    fs::write(&config, lines).unwrap();
    let program = std::env::var_os("SIGILO_CLAMD").unwrap();
    let log = fs::File::create(folder.join("log")).unwrap();
    let mut command = Command::new(program);
    command.arg("--config-file").arg(&config).stdin(Stdio::null());
    command.stderr(log.try_clone().unwrap()).stdout(log);
    let mut clamd = Clamd(command.spawn().unwrap());
    for _ in 0..600 {
        if tokio::net::UnixStream::connect(&socket).await.is_ok()
            && TcpStream::connect(port).await.is_ok()
        {
            return (clamd, format!("unix:{}", socket.display()), port);
        }
        if let Some(status) = clamd.0.try_wait().unwrap() {
            let log = fs::read_to_string(folder.join("log")).unwrap();
            panic!("clamd ended ({status}): {log}");
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("clamd does not answer");
}

#[tokio::test]
#[ignore = "needs clamd: cargo xtask test --only interop"]
async fn a_real_clamd_tells_a_marked_file_from_a_clean_one() {
    let folder = tempfile::tempdir().unwrap();
    let (clamd, socket, port) = real(folder.path()).await;
    for at in [socket.clone(), port.to_string()] {
        let settings = ScanSettings { clamd: at, ..ScanSettings::default() };
        let scanner = Scanner::new(&settings).unwrap();
        assert_eq!(scanner.scan(b"a letter").await, Verdict::Clean);
        assert_eq!(scanner.scan(b"").await, Verdict::Clean);
        let found = scanner.scan(eicar().as_bytes()).await;
        assert_eq!(found, Verdict::Infected("Test.Eicar.UNOFFICIAL".into()));
        // In the midst of a larger one, across the border of two pieces.
        let mut large = vec![b' '; PIECE - 20];
        large.extend(eicar().bytes());
        large.extend([b' '; 1_000]);
        assert!(matches!(scanner.scan(&large).await, Verdict::Infected(_)));
        let partly = scanner.scan(&vec![7; 1_500_000]).await;
        assert!(matches!(partly, Verdict::Unsure(Unsure::Partly(_))), "{partly:?}");
        // It closes while there is more to come; its reply may be lost with the connection.
        let refused = scanner.scan(&vec![7; 8_000_000]).await;
        let is_unsure = matches!(refused, Verdict::Unsure(Unsure::TooLarge | Unsure::Unreachable));
        assert!(is_unsure, "{refused:?}");
    }
    drop(clamd);
    let settings = ScanSettings { clamd: port.to_string(), ..ScanSettings::default() };
    let gone = Scanner::new(&settings).unwrap().scan(b"a letter").await;
    assert_eq!(gone, Verdict::Unsure(Unsure::Unreachable));
}
