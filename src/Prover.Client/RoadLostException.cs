namespace Prover.Client;

/// <summary>The node was not reached or did not answer; trying again may help.</summary>
internal sealed class RoadLostException(string message, Exception? inner = null) : Exception(message, inner);
