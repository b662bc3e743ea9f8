namespace Prover.Circuits;

/// <summary>Marks an input field, or a whole group of inputs, as public: the verifier sees its value.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class PublicAttribute : Attribute;
