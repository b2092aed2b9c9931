use crate::{Finding, Kind, Scanner, Settings};

fn addresses(text: &str) -> Vec<String> {
    let findings = Scanner::new(Settings::for_locale("es")).scan(text);
    let is_own = |own: &&Finding| own.kind == Kind::PostalAddress && own.is_sure();
    findings.iter().filter(is_own).map(|own| own.text(text).to_owned()).collect()
}

#[test]
fn addresses_are_found_with_what_goes_with_them() {
    let cases = [
        (
            "Vivo en C/ Mayor 5, 3.º B, 28013 Madrid, cerca de Sol",
            "C/ Mayor 5, 3.º B, 28013 Madrid",
        ),
        ("es en la calle de Alcalá, 45", "calle de Alcalá, 45"),
        ("mandadlo a Avda. de la Constitución 12, 2º izq.", "Avda. de la Constitución 12, 2º izq"),
        ("Paseo de la Castellana 200, 28046 Madrid", "Paseo de la Castellana 200, 28046 Madrid"),
        ("Pº de Gracia 43", "Pº de Gracia 43"),
        ("P.º de Gracia, 43", "P.º de Gracia, 43"),
        ("Plaza Mayor 1, bajo", "Plaza Mayor 1, bajo"),
        ("Pza. de España s/n", "Pza. de España s/n"),
        ("Camino de los Olivos, 7", "Camino de los Olivos, 7"),
        ("Ctra. de Burgos km 23", "Ctra. de Burgos km 23"),
        ("Ronda de Atocha nº 15", "Ronda de Atocha nº 15"),
        ("Travesía del Horno 3", "Travesía del Horno 3"),
        ("Gran Vía 32, 5ºA, 28013 Madrid", "Gran Vía 32, 5ºA, 28013 Madrid"),
        ("calle 2 de Mayo, 5", "calle 2 de Mayo, 5"),
        ("vivo en calle mayor 5 madrid", "calle mayor 5"),
        ("vivo en la caye mayor 5", "caye mayor 5"),
        ("c/ mayor 5 3b 28013 madrid", "c/ mayor 5 3b 28013 madrid"),
        ("CALLE SERRANO 21 4 IZQ", "CALLE SERRANO 21 4 IZQ"),
        (
            "Av. Insurgentes Sur 1602, Col. Crédito Constructor, CDMX",
            "Av. Insurgentes Sur 1602, Col. Crédito Constructor, CDMX",
        ),
        ("Carrera 7 # 71-21", "Carrera 7 # 71-21"),
        ("Calle 100 No. 8A-55, Bogotá", "Calle 100 No. 8A-55, Bogotá"),
        ("Cra 7 #71-21 Apto 502", "Cra 7 #71-21 Apto 502"),
        ("Jr. de la Unión 300, Lima", "Jr. de la Unión 300, Lima"),
        ("Av. Corrientes 1234, piso 3, CABA", "Av. Corrientes 1234, piso 3, CABA"),
        ("apartado de correos 123", "apartado de correos 123"),
        ("221B Baker Street, London NW1 6XE", "221B Baker Street, London NW1 6XE"),
        (
            "1600 Amphitheatre Pkwy, Mountain View, CA 94043",
            "1600 Amphitheatre Pkwy, Mountain View, CA 94043",
        ),
        ("I live at 12 oak street", "12 oak street"),
        // What is before a postcode is a road, whatever it is called.
        (
            "send it to 508 Falling Leaf Causeway, Springfield, IL 62704 please",
            "508 Falling Leaf Causeway, Springfield, IL 62704",
        ),
        ("it goes to 14 Rose Knolls, Oxford OX1 2AB", "14 Rose Knolls, Oxford OX1 2AB"),
        ("Flat 2, 12 Oak Road, Leeds LS1 4AB", "Flat 2, 12 Oak Road, Leeds LS1 4AB"),
        (
            "123 Main St Apt 4B, Springfield, IL 62704-1234",
            "123 Main St Apt 4B, Springfield, IL 62704-1234",
        ),
        (
            "350 5th Avenue, Suite 300, New York, NY 10118",
            "350 5th Avenue, Suite 300, New York, NY 10118",
        ),
        ("it's 10 St James's Park Road", "10 St James's Park Road"),
        ("PO Box 123", "PO Box 123"),
        ("P.O. Box 4567, Austin, TX 78701", "P.O. Box 4567, Austin, TX 78701"),
        ("mi dirección: Alcalá 45, 2ºB, 28014 Madrid", "Alcalá 45, 2ºB, 28014 Madrid"),
        ("Calle 26 Sur # 12-34", "Calle 26 Sur # 12-34"),
        ("i live on 15 maple ave, boston ma 02115", "15 maple ave, boston ma 02115"),
        ("20 W 34th St., New York", "20 W 34th St., New York"),
        ("my postcode is SW1A 1AA", "SW1A 1AA"),
        ("calle Ramón y Cajal 12", "calle Ramón y Cajal 12"),
        ("mandadlo a Ctra. N-232 km 12, 50012 Zaragoza", "Ctra. N-232 km 12, 50012 Zaragoza"),
        ("vivo en la carretera de Toledo, km 8,5", "carretera de Toledo, km 8,5"),
        ("vivo en Belgrano 850, (5500) Mendoza", "Belgrano 850, (5500) Mendoza"),
        ("my farm is at 1420 Highway 12, Helena, MT 59601", "1420 Highway 12, Helena, MT 59601"),
        (
            "it's Holly Lodge, Station Road, Bakewell DE45 1BT",
            "Holly Lodge, Station Road, Bakewell DE45 1BT",
        ),
    ];
    let wrong = cases.iter().filter(|(text, own)| addresses(text) != [*own]);
    let wrong: Vec<_> = wrong.map(|(text, _)| (text, addresses(text))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_only_has_the_words_is_none() {
    let texts = [
        "la oficina de la calle Alcalá 20 está abierta?",
        "is your branch at 20 Main Street open?",
        "5 street food stalls",
        "calle cortada 2 días",
        "la calle está cortada 2 días",
        "un paseo de 30 minutos",
        "una ronda de 5 preguntas",
        "la plaza 5",
        "el camino dura 3 horas",
        "plaza de garaje 12",
        "por vía telefónica 24 horas",
        "una carretera con 2 carriles",
        "la avenida mide 300 metros",
        "he corrido la carrera popular 10 km",
        "it's a 10 minute drive",
        "a 5 star court",
        "2 more places on the road",
        "3 kids in the park",
        "I waited 20 minutes in the street",
        "we have 2 Google Drive folders",
        "order 12345 is on its way",
        "quiero 2 entradas y 3 plazas",
        "la versión 5 del plan",
        "c/ mayor",
        "el camino de Santiago 2024",
        "vivo en Madrid desde 2015",
        "vivo en Madrid 5 días a la semana",
        "la primera ronda, 8 jugadores",
        "la carretera A-4 sigue cortada",
        "the 5 Main Road shops",
        "box 12",
        "I can be there in 5 mins down the avenue",
    ];
    let wrong = texts.iter().map(|text| addresses(text)).filter(|found| !found.is_empty());
    assert_eq!(wrong.flatten().collect::<Vec<_>>(), [""; 0]);
}
