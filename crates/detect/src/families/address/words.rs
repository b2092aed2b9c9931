//! The words of addresses, in small letters without accents.

/// Whether a list of words, parted by spaces, has this one.
pub(super) fn holds(list: &str, word: &[u8]) -> bool {
    !word.is_empty() && list.as_bytes().split(|sign| *sign == b' ').any(|own| own == word)
}

/// What Spanish and its neighbours call streets, and hardly anything else; sorted.
pub(super) const STREETS: &[&str] = &[
    "av",
    "avd",
    "avda",
    "avenida",
    "avienda",
    "avinguda",
    "avnda",
    "bulevar",
    "cale",
    "calel",
    "calle",
    "callejon",
    "calzada",
    "carrer",
    "caye",
    "cll",
    "clle",
    "cra",
    "ctra",
    "glorieta",
    "jiron",
    "jr",
    "kra",
    "pje",
    "plza",
    "prolongacion",
    "pza",
    "rda",
    "rua",
    "trav",
    "travesia",
    "trva",
];
/// What they call streets, and other things, too; sorted.
pub(super) const WAYS: &[&str] = &[
    "alameda",
    "autopista",
    "autovia",
    "barrio",
    "blvd",
    "boulevard",
    "c",
    "camino",
    "carrera",
    "carretera",
    "cerrada",
    "circuito",
    "cl",
    "cmno",
    "cno",
    "cr",
    "cuesta",
    "dg",
    "diagonal",
    "kr",
    "p",
    "pasaje",
    "paseo",
    "passeig",
    "pl",
    "plaza",
    "plz",
    "po",
    "pol",
    "poligono",
    "privada",
    "ps",
    "pso",
    "rambla",
    "ronda",
    "transversal",
    "tv",
    "urb",
    "urbanizacion",
    "via",
];
/// What English calls streets, after the name, and hardly anything else; sorted.
pub(super) const ROADS: &[&str] = &[
    "ave",
    "avenue",
    "blvd",
    "boulevard",
    "crescent",
    "highway",
    "hwy",
    "lane",
    "ln",
    "mews",
    "parkway",
    "pkwy",
    "raod",
    "rd",
    "road",
    "st",
    "steet",
    "street",
    "stret",
    "terrace",
];
/// What it calls streets, and other things, too; the last of them only where more goes with it; sorted.
pub(super) const PLACES: &[&str] = &[
    "alley",
    "circle",
    "cl",
    "close",
    "court",
    "cres",
    "ct",
    "dr",
    "drive",
    "expressway",
    "freeway",
    "gardens",
    "gdns",
    "green",
    "grove",
    "hill",
    "loop",
    "park",
    "pike",
    "pl",
    "place",
    "plaza",
    "rise",
    "row",
    "sq",
    "square",
    "trail",
    "view",
    "walk",
    "way",
    "wharf",
    "yard",
];
pub(super) const VAGUE: &str =
    "circle green hill loop park pike pl place plaza row rise trail view walk way yard";

/// What says that a number follows.
pub(super) const NUMBER: &str = "n no nro num numero number numer";
/// What no name of a street has, in Spanish.
pub(super) const NO_NAME: &str = "a al abierta abierto ahora aqui asi bajo bien cada casi cerrada cerrado como con \
cortada cortadas cortado cuando desde donde dura durante en entre era eran es esta estaba estan este estoy fue \
ha hace han hasta hay he le llevo lleva lo mas me media menos mi muy no nos o os para pasan pero por que \
queda quedan se si sin sobre son su sus te tengo tenia tiene tienen tu tus un una unas unos va van ya yo ayer hoy \
completa entera llena garaje parking libre libres siguiente misma mismo telefonica email whatsapp";
/// What no name of a street has, in English.
pub(super) const NO_ROAD: &str = "a about across after all am an and are as at away before by can do down for from \
got had has have i if in into is it just long me miles minute minutes mins min hour hours hr hrs day days week \
weeks month months year years more my near next no not off on or other our out over people per pm same so \
star than that the their then there these they this those through times to under until up us very was way we were \
when where which while with within you your km mile metre metres meters euros dollars pounds percent x bed \
bedroom google usb hard disk test tests lane street road car cars ways things kids";
/// What is counted.
pub(super) const UNITS: &str = "dias dia horas hora h hs hrs minutos minuto min mins segundos veces vez euros euro \
eur anos ano meses mes semanas semana carriles personas gente km kms kilometros metros mts m cm plazas estrellas \
coches calles manzanas cuadras por entradas puntos grados kg gramos unidades noches am pm days day hours \
hour minutes minute times years year months month weeks week people miles mile stars dollars pounds usd gb mb \
preguntas etapas partidos vueltas rondas participantes corredores millones mil x";
/// What is within a house, or before the number of what is.
pub(super) const FLOORS: &str = "piso planta plta pta puerta pt esc escalera bloque blq bl portal ptal bajo bajos bj \
atico atc entresuelo entlo principal ppal sotano izq izquierda izqda izda iz dcha derecha der dch centro dpto depto \
departamento dto apto apartamento apart interior int local loc torre mz mza manzana lt lote oficina ofi edificio edif \
km nave flat floor fl suite ste unit apartment apt room rm puerta casa chalet parcela bis duplex";
/// What is larger than a street and smaller than a town, before its name.
pub(super) const AREAS: &str = "col colonia urb urbanizacion barrio bo distrito alcaldia municipio delegacion \
provincia fracc fraccionamiento pol poligono ind residencial sector comuna partido localidad ciudad";
/// What joins the words of a town's name.
pub(super) const JOINS: &str = "de del la las los el l upon on of the y i do da dos san";
/// What begins with a capital after an address and is no town.
pub(super) const NO_TOWN: &str = "gracias hola mi me y tel tfno tlf telefono movil email correo dni nif nie mr mrs ms \
thanks thank please and my i is it saludos un una es esta necesito quiero quisiera puede pueden podeis cuando por \
para se no si soy tengo hay the we our can could this that when what how que como donde nos somos llego esperamos \
also but phone mobile call you your they there atentamente att";
/// Towns that are known by small letters, too.
pub(super) const TOWNS: &str = "madrid barcelona valencia sevilla zaragoza malaga murcia palma bilbao alicante \
cordoba valladolid vigo gijon hospitalet vitoria granada elche oviedo badalona cartagena terrassa jerez sabadell \
mostoles alcala pamplona fuenlabrada almeria leganes donostia burgos santander castellon albacete getafe alcorcon \
logrono badajoz salamanca huelva marbella lleida tarragona leon cadiz jaen ourense girona lugo caceres ceuta melilla \
toledo pontevedra palencia ciudad zamora avila segovia soria teruel cuenca huesca guadalajara mexico cdmx monterrey \
puebla tijuana bogota medellin cali barranquilla lima arequipa santiago valparaiso rosario mendoza quito guayaquil \
caracas montevideo asuncion london manchester birmingham leeds liverpool glasgow edinburgh bristol cardiff belfast \
dublin chicago houston phoenix dallas austin boston seattle denver miami atlanta";
