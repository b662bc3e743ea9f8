namespace Prover.Client;

/// <summary>One event of a stream.</summary>
/// <param name="Id">Its id; null if it has none of its own.</param>
/// <param name="Kind">Its kind; <c>message</c> if it names none.</param>
/// <param name="Data">Its data.</param>
internal sealed record ServerSentEvent(string? Id, string Kind, string Data);
