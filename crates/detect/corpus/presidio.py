"""What Microsoft Presidio finds in the cases and in the corpus, for `cargo xtask detect --presidio`.

`python3 presidio.py CASES CHAT`: a line {"findings": [{"kind", "start", "end", "confidence"}]} for each
line of both, kinds by our names. All recognisers that Presidio brings for the languages of the files
are asked (those that are off by default too), with its enhancer by context; the words of a text come
from a blank spaCy pipeline with the words themselves as lemmas, since no model is fetched: what needs
a model (names, places) finds nothing. No detector of languages is used: each text is asked for in its
own language and in English.
"""

import importlib
import inspect
import json
import logging
import pkgutil
import sys

import presidio_analyzer.predefined_recognizers as predefined
import spacy
from presidio_analyzer import AnalyzerEngine, EntityRecognizer, PatternRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

LANGUAGES = ["en", "es", "it", "pl", "fi", "sv", "de", "ko", "th", "tr", "pt", "fr"]
KINDS = {"DE_KFZ": "vehicle_plate", "IN_VEHICLE_REGISTRATION": "vehicle_plate", "NG_VEHICLE_REGISTRATION": "vehicle_plate",
         "TR_LICENSE_PLATE": "vehicle_plate", "UK_VEHICLE_REGISTRATION": "vehicle_plate", "PH_MOBILE_NUMBER": "phone_number",
         "TR_PHONE_NUMBER": "phone_number", "URL": None, "DATE_TIME": None}


class Blank(NlpEngine):
    """Words, and nothing known about them."""

    def __init__(self):
        self.pipeline = spacy.blank("xx")

    def load(self):
        pass

    def is_loaded(self):
        return True

    def process_text(self, text, language):
        doc = self.pipeline(text)
        words = [token.text.lower() for token in doc]
        return NlpArtifacts(entities=[], tokens=doc, tokens_indices=[token.idx for token in doc], lemmas=words,
                            nlp_engine=self, language=language, scores=[])

    def process_batch(self, texts, language, **_):
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word, language):
        return False

    def is_punct(self, word, language):
        return not any(sign.isalnum() for sign in word)

    def get_supported_entities(self):
        return []

    def get_supported_languages(self):
        return LANGUAGES


def recognisers():
    """One of each class that Presidio brings and that needs no model or service."""
    for found in pkgutil.walk_packages(predefined.__path__, predefined.__name__ + "."):
        try:
            importlib.import_module(found.name)
        except ImportError:
            continue
    seen, todo = set(), [EntityRecognizer]
    while todo:
        for own in todo.pop().__subclasses__():
            todo.append(own)
            if own in seen or not own.__module__.startswith(predefined.__name__) or inspect.isabstract(own):
                continue
            seen.add(own)
            if issubclass(own, PatternRecognizer) or own.__name__ == "PhoneRecognizer":
                try:
                    yield own()
                except (TypeError, ImportError, ValueError):
                    continue


def main():
    logging.disable(logging.CRITICAL)
    registry = RecognizerRegistry(supported_languages=LANGUAGES)
    for own in recognisers():
        registry.add_recognizer(own)
    engine = AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=LANGUAGES)
    names = sorted({entity for own in registry.recognizers for entity in own.supported_entities})
    print(f"{len(registry.recognizers)} recognisers, {len(names)} entities", file=sys.stderr)
    for file in sys.argv[1:]:
        for line in open(file, encoding="utf-8"):
            row = json.loads(line)
            language = (row.get("locale") or row.get("lang") or "en").split("-")[0]
            found = {}
            for asked in dict.fromkeys([language, "en"]):
                if asked not in LANGUAGES:
                    continue
                try:
                    results = engine.analyze(row["text"], language=asked)
                except ValueError:
                    continue
                for own in results:
                    kind = named(own.entity_type)
                    if kind:
                        key = (kind, own.start, own.end)
                        found[key] = max(found.get(key, 0), own.score)
            findings = [{"kind": kind, "start": start, "end": end, "confidence": round(score, 2)}
                        for (kind, start, end), score in found.items()]
            print(json.dumps({"findings": findings}))


def named(entity):
    if entity.endswith("_PASSPORT"):
        return "passport"
    return KINDS.get(entity, entity.lower())


main()
