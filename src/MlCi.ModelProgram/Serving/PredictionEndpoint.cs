using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using MlCi.Data;

namespace MlCi.Modeling.Serving;

/// <summary>Answers <c>POST /predict</c> and <c>POST /v2/models/{name}/infer</c>: body, rows, check, model, answer, within the limits.</summary>
internal sealed class PredictionEndpoint(Oracle oracle, ServeOptions options, ServeMetrics metrics, ServeLog log, PredictionLog? predictions) : IDisposable
{
    private readonly ConcurrentBag<Scratch> free = [];
    private readonly SemaphoreSlim slots = new(options.Concurrency);

    /// <summary>How many predictions are under way.</summary>
    public int InFlight => options.Concurrency - slots.CurrentCount;

    /// <summary>Answers a request.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The room is given back for the next request.")]
    public async Task Answer(HttpContext context, bool isTensors)
    {
        string id = RequestId.Of(context.Request);
        context.Response.Headers[RequestId.Header] = id;
        if (!slots.Wait(0))
        {
            context.Response.Headers.RetryAfter = "1";
            await Answers.Refuse(context, StatusCodes.Status429TooManyRequests, $"found {options.Concurrency} predictions under way, expected fewer: try again", id);
            return;
        }

        Scratch scratch = Scratch.Rent(free, oracle.Contract);
        try
        {
            scratch.Time.CancelAfter(options.Timeout);
            await Answer(context, scratch, isTensors, id);
        }
        catch (RefusedException e)
        {
            await Answers.Refuse(context, e.Status, e.Message, id);
        }
        catch (BadHttpRequestException e)
        {
            await Answers.Refuse(context, e.StatusCode, e.Message, id);
        }
        catch (OperationCanceledException) when (scratch.Time.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            // What is held is the model's: it did not answer in time. Else the body did not come.
            context.Response.Headers.Connection = "close";
            if (scratch.IsHeld)
                metrics.Error("timeout");
            await Answers.Refuse(
                context, scratch.IsHeld ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status408RequestTimeout,
                $"found no {(scratch.IsHeld ? "prediction" : "whole body")} after {options.Timeout.TotalSeconds} s, expected one", id);
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            metrics.Error("model");
            log.Error("request failed", ("requestId", id), ("error", e.ToString()));
            await Answers.Refuse(context, StatusCodes.Status500InternalServerError, "the model failed; the server's log says how", id);
        }
        finally
        {
            if (!scratch.IsHeld)
                slots.Release();
            scratch.Return(free);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        slots.Dispose();
        while (free.TryTake(out Scratch? one))
            one.Dispose();
    }

    private async Task Answer(HttpContext context, Scratch scratch, bool isTensors, string id)
    {
        await Body.Read(context.Request, scratch, options.MaxBody);
        (Table? table, TensorRequest? tensors) = Admitted(scratch, isTensors);
        if (table is null)
        {
            await Answers.Refuse(
                context, StatusCodes.Status400BadRequest, $"found {scratch.Faults.Count} {(scratch.Faults.Count == 1 ? "value" : "values")} that the contract does not admit", id, scratch.Faults);
            return;
        }

        double[] numbers = await Predicted(table, scratch);
        if (tensors is null)
            PredictionAnswers.Plain(scratch.Writer, oracle.Model, numbers, id);
        else
            PredictionAnswers.Tensors(scratch.Writer, oracle.Model, numbers, tensors);
        predictions?.Add(id, scratch.Rows, numbers);
        await Answers.Send(context, StatusCodes.Status200OK, scratch.Answer.WrittenMemory);
    }

    // No table where the contract does not admit the rows.
    private (Table? Rows, TensorRequest? Tensors) Admitted(Scratch scratch, bool isTensors)
    {
        using Activity? span = ServeTraces.Part("validate");
        TensorRequest? tensors = isTensors ? TensorRequest.Read(oracle.Contract, scratch, options.MaxRows) : null;
        if (tensors is null)
            PlainRows.Read(oracle.Contract, scratch, options.MaxRows);
        else if (tensors.Outputs.FirstOrDefault(output => !oracle.Model.Outputs.Contains(output)) is { } unknown)
            throw new RefusedException(400, $"found output {Schemas.RowGuard.Shown(unknown)}, expected one of {string.Join(", ", oracle.Model.Outputs)}");
        Table? table = oracle.Admit(scratch);
        span?.SetTag("mlci.rows", scratch.Rows.Count);
        span?.SetTag("mlci.faults", scratch.Faults.Count);
        return (table, tensors);
    }

    // On another thread, so that a model that does not end takes nobody's answer with it. Until it has ended it keeps its place.
    private async Task<double[]> Predicted(Table table, Scratch scratch)
    {
        Task<double[]> work = Task.Run(() => oracle.Predict(table));
        try
        {
            return await work.WaitAsync(scratch.Time.Token);
        }
        catch (OperationCanceledException)
        {
            if (work.IsCompleted)
                return await work;
            scratch.IsHeld = true;
            _ = work.ContinueWith(done => { _ = done.Exception; slots.Release(); }, TaskScheduler.Default);
            throw;
        }
    }
}
