namespace Prover.Queue;

/// <summary>Something that an operator may want to see: one line without secrets.</summary>
/// <param name="Kind">What.</param>
/// <param name="Text">In words.</param>
public sealed record QueueNotice(QueueNoticeKind Kind, string Text);
