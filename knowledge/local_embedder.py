"""Embedding models that run here on the processor, in ONNX, through the optional package `fastembed` (no torch)."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, Final, Protocol

from langchain_core.embeddings import Embeddings

from knowledge.errors import ProviderError

_log = logging.getLogger(__name__)

_FILES: Final = ("onnx/model.onnx", "model.onnx", "model_optimized.onnx", "onnx/model_quantized.onnx")
"""Where a folder keeps its model, the usual places first."""
_BATCH: Final = 32


class Model(Protocol):
    """What is asked of `fastembed.TextEmbedding`."""

    def query_embed(self, query: str) -> Iterable[Any]:
        """One array of numbers."""

    def passage_embed(self, texts: Iterable[str], batch_size: int) -> Iterable[Any]:
        """One array of numbers a text."""


class LocalEmbedder(Embeddings):
    """A model loaded at the first text, by `load`. Any thread may ask.

    What `load` raises becomes a ProviderError, and is not tried again: a download that failed takes minutes.
    """

    def __init__(self, load: Callable[[], Model]) -> None:
        self._load = load
        self._lock = Lock()
        self._model: Model | None = None
        self._trouble: ProviderError | None = None

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, in order; raises ProviderError."""
        return [vector.tolist() for vector in self._loaded().passage_embed(texts, batch_size=_BATCH)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question; raises ProviderError."""
        vector: list[float] = next(iter(self._loaded().query_embed(text))).tolist()
        return vector

    def _loaded(self) -> Model:
        with self._lock:
            if self._trouble:
                raise self._trouble
            if self._model is None:
                try:
                    self._model = self._load()
                except Exception as error:  # network, disk, ONNX, tokenizer: each library has its own
                    _log.info("fastembed: %s", type(error).__name__)
                    self._trouble = ProviderError(
                        "Le modèle de vecteurs ne se charge pas : vérifiez son nom et le réseau (il est téléchargé la "
                        "première fois), ou donnez son dossier, EMBEDDING_MODEL=fastembed:/chemin/du/dossier."
                    )
                    raise self._trouble from error
            return self._model


def opened(name: str) -> tuple[LocalEmbedder, str, tuple[str, str]]:
    """The embedder of a fastembed model or of a folder, the name of its vectors, and its prefixes.

    Nothing is loaded yet. Raises ProviderError when the package or the folder's files are missing.
    """
    if find_spec("fastembed") is None:
        raise ProviderError("Ce modèle demande un paquet de plus : .venv/bin/pip install fastembed")
    folder = Path(name).expanduser()
    if not folder.is_dir():
        if folder.is_absolute() or name.startswith(("~", ".")):
            raise ProviderError(f"Le dossier du modèle de vecteurs, « {name} », n’existe pas : voyez EMBEDDING_MODEL.")
        return LocalEmbedder(partial(_named, name)), f"fastembed:{name}", prefixes(name)
    file = model_file(folder)
    label = f"fastembed:{folder.resolve().name}:{_digest(folder / file)}"
    return LocalEmbedder(partial(_from_folder, folder, file, label)), label, prefixes(folder.resolve().name, folder)


def prefixes(name: str, folder: Path | None = None) -> tuple[str, str]:
    """What is written before a question and before a passage.

    A folder says it in `config_sentence_transformers.json`; models of the E5 family want the ones they were trained
    with (Wang et al. 2022), which fastembed does not add.
    """
    said = _settings(folder, "config_sentence_transformers.json").get("prompts") if folder else None
    if isinstance(said, Mapping) and said.get("query"):
        return str(said["query"]), str(said.get("passage") or said.get("document") or "")
    family = name.lower().replace("_", "-").split("/")[-1].split("-")
    return ("query: ", "passage: ") if "e5" in family and "instruct" not in family else ("", "")


def model_file(folder: Path) -> str:
    """The model's file in a folder, as a relative path; raises ProviderError when a needed file is missing."""
    found = [file for file in _FILES if (folder / file).is_file()]
    found += sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.onnx"))
    missing = [name for name in ("tokenizer.json", "tokenizer_config.json") if not (folder / name).is_file()]
    if not found or missing:
        what = ", ".join([*missing, *([] if found else ["un fichier .onnx"])])
        raise ProviderError(f"Il manque au dossier du modèle de vecteurs, « {folder} » : {what}.")
    return found[0]


def _named(name: str) -> Model:
    """A model of fastembed's list, downloaded the first time."""
    model: Model = import_module("fastembed").TextEmbedding(name, cuda=False)
    return model


def _from_folder(folder: Path, file: str, label: str) -> Model:
    """A model of one's own: vectors are the mean of the words' or the first one, as the folder says."""
    fastembed, described = import_module("fastembed"), import_module("fastembed.common.model_description")
    first = _settings(folder / "1_Pooling", "config.json").get("pooling_mode_cls_token") is True
    if label not in {known["model"] for known in fastembed.TextEmbedding.list_supported_models()}:
        fastembed.TextEmbedding.add_custom_model(
            model=label,
            pooling=described.PoolingType.CLS if first else described.PoolingType.MEAN,
            normalization=True,
            sources=described.ModelSource(hf=label),
            dim=int(_settings(folder, "config.json").get("hidden_size", 0)),
            model_file=file,
        )
    model: Model = fastembed.TextEmbedding(label, cuda=False, specific_model_path=str(folder))
    return model


def _settings(folder: Path, name: str) -> dict[str, Any]:
    """A JSON object of the folder, {} when there is none."""
    try:
        read = json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _digest(path: Path) -> str:
    """The model's own name, wherever its folder is moved."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:12]
