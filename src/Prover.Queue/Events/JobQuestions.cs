using Prover.Pipeline;
using Prover.Wire;
using RabbitMQ.Client;

namespace Prover.Queue;

/// <summary>Answers who asks for the events of a job.</summary>
internal sealed class JobQuestions(RabbitOptions options, IJobStore store, Action<QueueNotice> notice)
{
    private const string HistoryType = "job-history.v1";
    private const ushort Prefetch = 1;

    /// <summary>Answers until cancelled or the channel closes.</summary>
    public async Task AnswerAllAsync(IChannel channel, CancellationToken cancel)
    {
        RabbitInbox inbox = await RabbitInbox.OpenAsync(
            channel, new RabbitNames(options.Prefix).Questions, Prefetch, cancel).ConfigureAwait(false);
        await foreach (RabbitDelivery delivery in inbox.Deliveries.ReadAllAsync(cancel).ConfigureAwait(false))
        {
            try
            {
                byte[] answer = await AnswerAsync(delivery.Body, cancel).ConfigureAwait(false);
                await channel.AnswerAsync(delivery, HistoryType, answer, options.RequestTimeout, cancel)
                    .ConfigureAwait(false);
            }
            catch (Exception problem) when (problem is EnvelopeException or JobStoreException)
            {
                notice(new QueueNotice(QueueNoticeKind.Dropped, $"a question for a job: {problem.Message}"));
            }

            await channel.BasicAckAsync(delivery.Tag, multiple: false, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The answer to a question.</summary>
    /// <exception cref="EnvelopeException">The bytes are no question.</exception>
    /// <exception cref="JobStoreException">The store cannot read.</exception>
    public async Task<byte[]> AnswerAsync(ReadOnlyMemory<byte> message, CancellationToken cancel)
    {
        JobQuestion question = JobQuestionCodec.Decode(message);
        JobId job = QueueMapping.Job(question.Job);
        JobHistory history = await store.ReadAsync(
            reader =>
            {
                IReadOnlyList<JobEvent> events =
                    reader.Events(question.After, job, JobHistory.MaximumEvents + 1);
                return new JobHistory(
                    reader.Find(job) is not null,
                    events.Count <= JobHistory.MaximumEvents,
                    [.. events.Take(JobHistory.MaximumEvents).Select(QueueMapping.Update)]);
            },
            cancel).ConfigureAwait(false);
        return JobHistoryCodec.Encode(history);
    }
}
