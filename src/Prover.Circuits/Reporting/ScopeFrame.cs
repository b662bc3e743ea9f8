namespace Prover.Circuits;

/// <summary>One entered scope.</summary>
/// <param name="Name">What the author called it.</param>
/// <param name="Index">Its number in a loop, or −1.</param>
/// <param name="File">Path of the source file that entered it.</param>
/// <param name="Line">Line that entered it.</param>
internal readonly record struct ScopeFrame(string Name, int Index, string File, int Line)
{
    public override string ToString() => Index < 0 ? Name : $"{Name}[{Index}]";
}
