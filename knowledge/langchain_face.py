"""Our retriever as a LangChain one, for those who build chains around the base."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.records import Hit
from knowledge.retrieval import Retriever


class LangChainRetriever(BaseRetriever):
    """Gives the best passages as LangChain documents, best first."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Retriever
    limit: int = 8

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [_document(hit) for hit in self.retriever.search(query, self.limit)]


def _document(hit: Hit) -> LangChainDocument:
    """A hit as LangChain has it: the literal text, and where it comes from as metadata."""
    passage, source = hit.passage, hit.passage.document
    metadata = {
        "source": source.path,
        "title": source.title,
        "publisher": source.publisher,
        "date": source.date,
        "url": source.url,
        "heading": passage.heading,
        "page": passage.page,
        "score": hit.score,
        "coverage": hit.coverage,
    }
    return LangChainDocument(id=passage.id, page_content=passage.text, metadata=metadata)
