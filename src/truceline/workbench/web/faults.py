"""What a fault looks like: a page or JSON, whichever was asked for, and never its insides."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from attrs import frozen
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from truceline.values.problems import Problem, Problems, ValueProblem
from truceline.workbench.web.asking import NameWanted, name_page
from truceline.workbench.web.jobs import Cancelled, StillWorking
from truceline.workbench.web.pages import PROBLEM_JSON, Pages, form_of, json_answer

_NOT_THERE = frozenset({"cli.not_found", "cli.no_agreement", "cli.without_agreement", "cli.no_view"})


@frozen(eq=False)
class Faults:
    """Answers every fault in the form of the request it came from."""

    pages: Pages

    def problems(self, request: Request, fault: Any) -> Response:
        """Faults of what was asked for, each with its sentence and what to do."""
        found: tuple[Problem, ...] = fault.problems if isinstance(fault, Problems) else (fault.problem,)
        there = {one.code for one in found} - _NOT_THERE
        status = HTTPStatus.BAD_REQUEST if there else HTTPStatus.NOT_FOUND
        if form_of(request) != "html":
            return problem_answer([_shape(one) for one in found], status)
        if [one.code for one in found] == ["cli.without_agreement"]:
            # No fault of whoever asks: a record begins without one, and most of it can be used.
            return self.pages.page(request, "no_agreement.html", {})
        return self.pages.page(request, "problems.html", {"problems": found}, status)

    def invalid(self, request: Request, fault: Any) -> Response:
        """Fields that are not what they should be."""
        shapes = [
            {"code": "web.field", "sentence": str(one["msg"]), "value": ".".join(map(str, one["loc"]))}
            for one in fault.errors()
        ]
        return self._refused(request, shapes, HTTPStatus.UNPROCESSABLE_ENTITY)

    def refused(self, request: Request, fault: Any) -> Response:
        """What is not there, not allowed, or not taken."""
        shapes = [{"code": "web.refused", "sentence": str(fault.detail), "value": request.url.path}]
        answer = self._refused(request, shapes, HTTPStatus(fault.status_code))
        answer.headers.update(fault.headers or {})
        return answer

    def _refused(self, request: Request, shapes: list[dict[str, str]], status: HTTPStatus) -> Response:
        if form_of(request) != "html":
            return problem_answer(shapes, status)
        return self.pages.page(request, "refused.html", {"faults": shapes}, status)

    def working(self, request: Request, fault: Any) -> Response:
        """How far long work is; the page looks again by itself."""
        job = fault.job
        if form_of(request) != "html":
            body = {"job": f"/jobs/{job.id}.json", "title": job.title, "done": job.done, "total": job.total}
            answer = json_answer(body, HTTPStatus.ACCEPTED)
        else:
            answer = self.pages.page(request, "working.html", {"job": job}, HTTPStatus.ACCEPTED)
            answer.headers["refresh"] = "1"
        answer.headers["retry-after"] = "1"
        return answer

    def cancelled(self, _: Request, fault: Any) -> Response:
        """Work that somebody stopped."""
        del fault
        return RedirectResponse("/jobs", HTTPStatus.SEE_OTHER)

    def name_wanted(self, _: Request, fault: Any) -> Response:
        """A write by somebody who has not said who they are."""
        return RedirectResponse(name_page(fault.back), HTTPStatus.SEE_OTHER)


def answer_faults(app: FastAPI, pages: Pages) -> None:
    """Let an app answer all of these."""
    faults = Faults(pages)
    handlers: dict[type[Exception], Callable[[Request, Any], Response]] = {
        Problems: faults.problems,
        ValueProblem: faults.problems,
        RequestValidationError: faults.invalid,
        HTTPException: faults.refused,
        StillWorking: faults.working,
        Cancelled: faults.cancelled,
        NameWanted: faults.name_wanted,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def _shape(one: Problem) -> dict[str, str]:
    return {"code": one.code, "sentence": one.sentence, "value": one.value, "advice": one.advice}


def problem_answer(shapes: list[dict[str, str]], status: HTTPStatus) -> Response:
    """Problems as JSON (RFC 9457), each with its stable code."""
    answer = json_answer({"title": status.phrase, "status": int(status), "problems": shapes}, status)
    answer.headers["content-type"] = PROBLEM_JSON
    return answer
