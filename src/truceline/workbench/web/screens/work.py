"""Long work: what runs, how far it is, what came of it; and the button that stops it."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from truceline.workbench.web.asking import OwnForm
from truceline.workbench.web.jobs import Job
from truceline.workbench.web.pages import json_answer
from truceline.workbench.web.web import Screen, Web


def routes(web: Web) -> APIRouter:
    """``/jobs`` and what is under it."""
    router = APIRouter(include_in_schema=False)
    jobs = web.holding.jobs

    def job_of(id: str) -> Job[Any]:
        job = jobs.of(id)
        if job is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such work, or it is long over.")
        return job

    @router.get("/jobs")
    def all_jobs(request: Request) -> Response:
        return web.pages.page(request, "jobs.html", {"jobs": jobs.all()})

    @router.get("/jobs/{id}.json")
    def job_as_json(id: str) -> Response:
        job = job_of(id)
        return json_answer(
            {"id": job.id, "title": job.title, "stage": job.stage.value, "done": job.done, "total": job.total}
        )

    @router.post("/jobs/{id}/cancel")
    def cancel(id: str, _: OwnForm) -> Response:
        job_of(id).cancel()
        return RedirectResponse("/jobs", HTTPStatus.SEE_OTHER)

    return router


SCREEN = Screen(tab=None, routes=routes)
